package io.apogeemq.broker.topic;

import io.apogeemq.broker.table.Journal;
import io.apogeemq.broker.table.JournaledTable;
import io.apogeemq.broker.table.SavedTable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.protocol.body.TopicChange;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicTableBody;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Topics by name, kept in {@code config/topics.json} (spec/store.md 11) and, for the last seconds, in a journal. Only the
 * control loop changes them; any thread may {@link #find}. A change is seen when it is on disk: a topic that a crash
 * forgot would strand its messages. Only NameServers are told while the disk works: a crash ends our connection, and with it
 * all that they know of us.
 */
@OwnedBy("control")
public final class TopicTable {
    private final Loop control;
    private final Clock clock;
    private final JournaledTable saved;
    /** With what is on its way to the disk; {@link #topics} has only what is there. */
    private final Map<String, TopicRecord> staged;

    private DataVersion stagedVersion;
    private final ConcurrentHashMap<String, TopicRecord> topics;
    private final List<Consumer<TopicRecord>> announcers = new ArrayList<>();
    private volatile DataVersion version;

    /**
     * @param kept what the files held
     */
    public TopicTable(
            Loop control, Loop disk, Clock clock, Journal journal, SavedTable.Target file, TopicTableBody kept) {
        this.control = control;
        this.clock = clock;
        this.saved = new JournaledTable(control, disk, journal, file, this::encode);
        this.version = kept.dataVersion();
        this.stagedVersion = version;
        this.topics = new ConcurrentHashMap<>(kept.topics());
        this.staged = new HashMap<>(kept.topics());
    }

    /** What the file held, with the changes that the journal holds. */
    public static TopicTableBody replay(@Nullable TopicTableBody file, List<byte[]> journal) {
        Map<String, TopicRecord> topics = new HashMap<>(file == null ? Map.of() : file.topics());
        DataVersion version = file == null ? DataVersion.NONE : file.dataVersion();
        for (byte[] entry : journal) {
            TopicChange change = TopicChange.BODY.readFile(entry);
            TopicRecord put = change.put();
            if (put != null) {
                topics.put(put.name(), put);
            }
            topics.remove(change.removed());
            version = change.version();
        }
        return TopicTableBody.of(version, topics);
    }

    /** The topic, or null. Any thread. */
    public @Nullable TopicRecord find(String name) {
        return topics.get(name);
    }

    /** All topics as they are now. Any thread. */
    public Map<String, TopicRecord> all() {
        return Map.copyOf(topics);
    }

    /** Any thread. */
    public DataVersion version() {
        return version;
    }

    /** The topic, or null, with what is on its way to the disk. */
    public @Nullable TopicRecord findStaged(String name) {
        control.assertInside();
        return staged.get(name);
    }

    /** All topics, with what is on its way to the disk, and their version. */
    public TopicTableBody staged() {
        control.assertInside();
        return TopicTableBody.of(stagedVersion, Map.copyOf(staged));
    }

    /** Of {@link #staged}. */
    public DataVersion stagedVersion() {
        control.assertInside();
        return stagedVersion;
    }

    /** Tells, on the control loop, of each topic made or changed, while it is on its way to the disk. */
    public void onStaged(Consumer<TopicRecord> announcer) {
        announcers.add(announcer);
    }

    /** Makes or changes a topic: senders find it, and this completes, when it is on disk. */
    public CompletionStage<TopicRecord> put(TopicRecord topic) {
        control.assertInside();
        TopicRecord before = staged.get(topic.name());
        // null is asked for first: comparing records at all is linked at its first use, which a new broker's start can
        // spare
        if (before != null && topic.equals(before) && topic.equals(topics.get(topic.name()))) {
            return CompletableFuture.completedFuture(topic);
        }
        staged.put(topic.name(), topic);
        DataVersion after = nextVersion();
        CompletionStage<Void> onDisk = saved.changed(TopicChange.BODY.write(new TopicChange(after, topic, null)));
        announcers.forEach(announcer -> announcer.accept(topic));
        return onDisk.thenApply(done -> {
            topics.put(topic.name(), topic);
            version = after;
            return topic;
        });
    }

    /** Removes a topic. Completes when that is on disk; with false when there was none. */
    public CompletionStage<Boolean> remove(String name) {
        control.assertInside();
        if (staged.remove(name) == null) {
            return CompletableFuture.completedFuture(false);
        }
        DataVersion after = nextVersion();
        return saved.changed(TopicChange.BODY.write(new TopicChange(after, null, name)))
                .thenApply(done -> {
                    topics.remove(name);
                    version = after;
                    return true;
                });
    }

    private DataVersion nextVersion() {
        stagedVersion = stagedVersion.next(clock.millis());
        return stagedVersion;
    }

    /** Counts as a change of all topics, so that NameServers take them anew (say, when the broker's permission changes). */
    public CompletionStage<Void> touch() {
        control.assertInside();
        version = nextVersion();
        return saved.save();
    }

    /** Writes all topics into their file. Completes when they are there. On the control loop. */
    public CompletionStage<Void> save() {
        return saved.save();
    }

    /** The table as in the file and in the answers to tools. Any thread. */
    public TopicTableBody body() {
        return TopicTableBody.of(version, all());
    }

    private byte[] encode() {
        return TopicTableBody.BODY.write(TopicTableBody.of(stagedVersion, staged), JsonForm.FILE);
    }
}
