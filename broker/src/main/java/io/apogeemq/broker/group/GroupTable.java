package io.apogeemq.broker.group;

import io.apogeemq.broker.table.SavedTable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.GroupRecord;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.protocol.message.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Settings of consumer groups by name, kept in {@code config/subscriptionGroup.json} (spec/store.md 11). Only the control
 * loop changes them; any thread may {@link #find}.
 */
@OwnedBy("control")
public final class GroupTable {
    /** Groups that every broker knows (spec/messages.md 22). */
    private static final List<String> SYSTEM_GROUPS = List.of(
            "TOOLS_CONSUMER",
            "FILTERSRV_CONSUMER",
            "SELF_TEST_C_GROUP",
            "CID_ONS-HTTP-PROXY",
            "CID_ONSAPI_PULL",
            "CID_ONSAPI_PERMISSION",
            "CID_ONSAPI_OWNER",
            "CID_RMQ_SYS_TRANS");

    private final Loop control;
    private final Clock clock;
    private final SavedTable saved;
    private final Predicate<String> mayMake;
    private final ConcurrentHashMap<String, GroupRecord> groups = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Integer>> forbidden;
    private volatile DataVersion version;

    /**
     * @param mayMake whether a group of that name may be made by being used ({@code autoCreateSubscriptionGroup})
     * @param kept what the file held, null when there was none
     */
    public GroupTable(
            Loop control,
            Loop disk,
            Clock clock,
            Predicate<String> mayMake,
            SavedTable.Target file,
            io.apogeemq.protocol.body.@Nullable GroupTable kept) {
        this.control = control;
        this.clock = clock;
        this.mayMake = mayMake;
        this.saved = new SavedTable(control, disk, file, this::encode);
        this.version = kept == null ? DataVersion.NONE : kept.dataVersion();
        this.forbidden = kept == null ? Map.of() : kept.forbidden();
        if (kept != null) {
            groups.putAll(kept.groups());
        }
        for (String name : SYSTEM_GROUPS) {
            groups.putIfAbsent(name, GroupRecord.of(name));
        }
    }

    /** The group's settings, or null. Any thread. */
    public @Nullable GroupRecord find(String name) {
        return groups.get(name);
    }

    /** Whether {@link #findOrMake} would make the unknown group. Any thread. */
    public boolean mayMake(String name) {
        return mayMake.test(name) && TopicNames.refuseGroup(name) == null;
    }

    /**
     * The group's settings, made with defaults when that is allowed. On the control loop.
     *
     * @return null when it is unknown and may not be made; otherwise when it is on disk
     */
    public CompletionStage<@Nullable GroupRecord> findOrMake(String name) {
        control.assertInside();
        GroupRecord known = groups.get(name);
        if (known != null || !mayMake(name)) {
            return CompletableFuture.completedFuture(known);
        }
        return put(GroupRecord.of(name)).thenApply(made -> made);
    }

    /** Makes or changes a group. Completes when that is on disk. On the control loop. */
    public CompletionStage<GroupRecord> put(GroupRecord group) {
        control.assertInside();
        GroupRecord before = groups.put(group.name(), group);
        if (group.equals(before)) {
            return CompletableFuture.completedFuture(group);
        }
        version = version.next(clock.millis());
        return saved.save().thenApply(done -> group);
    }

    /** Removes a group. Completes when that is on disk; with false when there was none. On the control loop. */
    public CompletionStage<Boolean> remove(String name) {
        control.assertInside();
        if (groups.remove(name) == null) {
            return CompletableFuture.completedFuture(false);
        }
        version = version.next(clock.millis());
        return saved.save().thenApply(done -> true);
    }

    /** The table as in the file and in the answers to tools. Any thread. */
    public io.apogeemq.protocol.body.GroupTable body() {
        return new io.apogeemq.protocol.body.GroupTable(version, forbidden, Map.copyOf(groups));
    }

    private byte[] encode() {
        return io.apogeemq.protocol.body.GroupTable.BODY.write(body(), JsonForm.FILE);
    }
}
