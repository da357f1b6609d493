package io.apogeemq.broker.replication;

import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.broker.group.GroupTable;
import io.apogeemq.broker.kept.KeptTable;
import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.GroupTableBody;
import io.apogeemq.protocol.body.OffsetTableBody;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import io.apogeemq.remoting.RpcClient;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A slave's topics, groups and offsets are its master's: asked for every second by the requests that Apache's slaves send, and
 * which Apache's master answers (spec/store.md 21). Offsets of the system's own groups are left out: they tell how far a feature
 * has come in the master's log, of which the slave may have less; a slave that takes the master's place finds it in its log.
 *
 * <p>A table of the master that is older than the slave's takes nothing away here: a master that lost its files would else
 * have its slave lose them too.
 */
@OwnedBy("control")
public final class LeaderTables {
    private static final Logger log = LoggerFactory.getLogger(LeaderTables.class);

    private static final long ROUND_MILLIS = 1000;
    private static final long CALL_MILLIS = 3000;
    private static final int[] TABLES = {
        RequestCode.GET_ALL_TOPIC_CONFIG,
        RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG,
        RequestCode.GET_ALL_CONSUMER_OFFSET
    };

    private final Loop control;
    private final RpcClient client;
    private final Supplier<@Nullable String> leader;
    private final TopicTable topics;
    private final GroupTable groups;
    private final ConsumerOffsets offsets;
    private final Map<Integer, byte[]> last = new HashMap<>();
    private boolean stopped;
    private @Nullable String trouble;

    /** @param leader where the master answers clients, host:port; null while nobody knows */
    public LeaderTables(
            Loop control,
            RpcClient client,
            Supplier<@Nullable String> leader,
            TopicTable topics,
            GroupTable groups,
            ConsumerOffsets offsets) {
        this.control = control;
        this.client = client;
        this.leader = leader;
        this.topics = topics;
        this.groups = groups;
        this.offsets = offsets;
    }

    /** Begins. On the control loop. */
    public void start() {
        control.assertInside();
        // from when it was a master: its log may have been cut since
        offsets.removeSystemGroups();
        round();
    }

    /** Takes over nothing more. On the control loop. */
    public void stop() {
        control.assertInside();
        stopped = true;
    }

    private void round() {
        if (stopped) {
            return;
        }
        String address = leader.get();
        if (address == null) {
            later();
            return;
        }
        CompletionStage<?> all = CompletableFuture.completedStage(null);
        for (int code : TABLES) {
            all = all.thenCompose(before -> ask(address, code));
        }
        all.whenCompleteAsync(
                (done, failure) -> {
                    tell(address, failure);
                    later();
                },
                control);
    }

    private void later() {
        control.schedule(ROUND_MILLIS, this::round);
    }

    /** One line for each change, not for each round. */
    private void tell(String address, @Nullable Throwable failure) {
        Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
        String now = cause == null ? "" : String.valueOf(cause.getMessage());
        if (now.equals(trouble) || stopped) {
            return;
        }
        if (failure != null) {
            log.warn(
                    "topics, groups and offsets of the master {} cannot be read, those from before stay: {}",
                    address,
                    now);
        } else {
            log.info("topics, groups and offsets follow the master {}", address);
        }
        trouble = now;
    }

    private CompletionStage<?> ask(String address, int code) {
        return client.call(address, Request.of(code, NoHeader.CODEC, NoHeader.NONE), CALL_MILLIS)
                .thenComposeAsync(answer -> take(code, answer), control);
    }

    private CompletionStage<?> take(int code, Answer answer) {
        if (!answer.isOk()) {
            return CompletableFuture.failedStage(
                    new IllegalStateException("request " + code + " was refused: " + answer.remark()));
        }
        byte[] body = answer.body();
        if (stopped || Arrays.equals(body, last.get(code))) {
            return CompletableFuture.completedStage(null);
        }
        try {
            CompletionStage<?> taken = take(code, body);
            last.put(code, body);
            return taken;
        } catch (BadBody e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private CompletionStage<?> take(int code, byte[] body) throws BadBody {
        switch (code) {
            case RequestCode.GET_ALL_TOPIC_CONFIG -> {
                TopicTableBody table = TopicTableBody.BODY.read(body);
                return follow("topics", topics, table.dataVersion(), table.topics());
            }
            case RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG -> {
                GroupTableBody table = GroupTableBody.BODY.read(body);
                return follow("groups", groups, table.dataVersion(), table.groups());
            }
            default -> {
                followOffsets(OffsetTableBody.BODY.read(body));
                return CompletableFuture.completedStage(null);
            }
        }
    }

    private static <T> CompletionStage<?> follow(
            String what, KeptTable<T> own, DataVersion version, Map<String, T> entries) {
        if (version.compareTo(own.stagedVersion()) >= 0) {
            return own.replaceAll(version, entries);
        }
        log.warn(
                "the master's table of {} is older ({}) than this slave's ({}): what it has is taken, nothing is taken away",
                what,
                version,
                own.stagedVersion());
        return CompletableFuture.allOf(entries.values().stream()
                .map(each -> own.put(each).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    private void followOffsets(OffsetTableBody table) {
        table.offsets().forEach((name, queues) -> {
            int at = name.indexOf('@');
            String group = name.substring(at + 1);
            if (at > 0 && !group.startsWith(TopicNames.SYSTEM_GROUP_PREFIX)) {
                queues.forEach((queueId, offset) -> offsets.set(name.substring(0, at), group, queueId, offset));
            }
        });
    }
}
