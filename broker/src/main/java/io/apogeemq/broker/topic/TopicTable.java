package io.apogeemq.broker.topic;

import io.apogeemq.broker.table.SavedTable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.protocol.body.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Topics by name, kept in {@code config/topics.json} (spec/store.md 11). Only the control loop changes them; any thread
 * may {@link #find}. A change counts when it is on disk: a topic that a crash forgot would strand its messages.
 */
@OwnedBy("control")
public final class TopicTable {
    private final Loop control;
    private final Clock clock;
    private final SavedTable saved;
    private final ConcurrentHashMap<String, TopicRecord> topics = new ConcurrentHashMap<>();
    private final List<Consumer<TopicRecord>> listeners = new ArrayList<>();
    private volatile DataVersion version;

    /**
     * @param kept what the file held, {@code null} when there was none
     */
    public TopicTable(
            Loop control,
            Loop disk,
            Clock clock,
            SavedTable.Target file,
            io.apogeemq.protocol.body.@Nullable TopicTable kept) {
        this.control = control;
        this.clock = clock;
        this.saved = new SavedTable(control, disk, file, this::encode);
        this.version = kept == null ? DataVersion.NONE : kept.dataVersion();
        if (kept != null) {
            topics.putAll(kept.topics());
        }
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

    /** Tells, on the control loop, of each topic made or changed, after it is in the table. */
    public void onChange(Consumer<TopicRecord> listener) {
        listeners.add(listener);
    }

    /** Makes or changes a topic. Completes when that is on disk. */
    public CompletionStage<TopicRecord> put(TopicRecord topic) {
        control.assertInside();
        TopicRecord before = topics.put(topic.name(), topic);
        if (topic.equals(before)) {
            return CompletableFuture.completedFuture(topic);
        }
        version = version.next(clock.millis());
        listeners.forEach(listener -> listener.accept(topic));
        return saved.save().thenApply(done -> topic);
    }

    /** Removes a topic. Completes when that is on disk; with false when there was none. */
    public CompletionStage<Boolean> remove(String name) {
        control.assertInside();
        if (topics.remove(name) == null) {
            return CompletableFuture.completedFuture(false);
        }
        version = version.next(clock.millis());
        return saved.save().thenApply(done -> true);
    }

    /** Counts as a change of all topics, so that NameServers take them anew (say, when the broker's permission changes). */
    public void touch() {
        control.assertInside();
        version = version.next(clock.millis());
        saved.save();
    }

    /** The table as in the file and in the answers to tools. Any thread. */
    public io.apogeemq.protocol.body.TopicTable body() {
        return io.apogeemq.protocol.body.TopicTable.of(version, all());
    }

    private byte[] encode() {
        return io.apogeemq.protocol.body.TopicTable.BODY.write(body(), JsonForm.FILE);
    }
}
