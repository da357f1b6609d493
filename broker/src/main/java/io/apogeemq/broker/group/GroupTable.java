package io.apogeemq.broker.group;

import io.apogeemq.broker.table.Journal;
import io.apogeemq.broker.table.JournaledTable;
import io.apogeemq.broker.table.SavedTable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.GroupChange;
import io.apogeemq.protocol.body.GroupRecord;
import io.apogeemq.protocol.body.GroupTableBody;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.protocol.message.TopicNames;
import java.util.HashMap;
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
    private final JournaledTable saved;
    private final Predicate<String> mayMake;
    /** With what is on its way to the disk; {@link #groups} has only what is there. */
    private final Map<String, GroupRecord> staged;

    private DataVersion stagedVersion;
    private final ConcurrentHashMap<String, GroupRecord> groups;
    private final Map<String, Map<String, Integer>> forbidden;
    private volatile DataVersion version;

    /**
     * @param mayMake whether a group of that name may be made by being used ({@code autoCreateSubscriptionGroup})
     * @param kept what the files held
     */
    public GroupTable(
            Loop control,
            Loop disk,
            Clock clock,
            Predicate<String> mayMake,
            Journal journal,
            SavedTable.Target file,
            GroupTableBody kept) {
        this.control = control;
        this.clock = clock;
        this.mayMake = mayMake;
        this.saved = new JournaledTable(control, disk, journal, file, this::encode);
        this.version = kept.dataVersion();
        this.stagedVersion = version;
        this.forbidden = kept.forbidden();
        this.staged = new HashMap<>(kept.groups());
        for (String name : SYSTEM_GROUPS) {
            staged.putIfAbsent(name, GroupRecord.of(name));
        }
        this.groups = new ConcurrentHashMap<>(staged);
    }

    /** What the file held, with the changes that the journal holds. */
    public static GroupTableBody replay(@Nullable GroupTableBody file, List<byte[]> journal) {
        Map<String, GroupRecord> groups = new HashMap<>(file == null ? Map.of() : file.groups());
        DataVersion version = file == null ? DataVersion.NONE : file.dataVersion();
        for (byte[] entry : journal) {
            GroupChange change = GroupChange.BODY.readFile(entry);
            GroupRecord put = change.put();
            if (put != null) {
                groups.put(put.name(), put);
            }
            groups.remove(change.removed());
            version = change.version();
        }
        return new GroupTableBody(version, file == null ? Map.of() : file.forbidden(), groups);
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

    /** Makes or changes a group: others see it, and this completes, when it is on disk. On the control loop. */
    public CompletionStage<GroupRecord> put(GroupRecord group) {
        control.assertInside();
        if (group.equals(staged.get(group.name())) && group.equals(groups.get(group.name()))) {
            return CompletableFuture.completedFuture(group);
        }
        staged.put(group.name(), group);
        DataVersion after = nextVersion();
        return saved.changed(GroupChange.BODY.write(new GroupChange(after, group, null)))
                .thenApply(done -> {
                    groups.put(group.name(), group);
                    version = after;
                    return group;
                });
    }

    /** Removes a group. Completes when that is on disk; with false when there was none. On the control loop. */
    public CompletionStage<Boolean> remove(String name) {
        control.assertInside();
        if (staged.remove(name) == null) {
            return CompletableFuture.completedFuture(false);
        }
        DataVersion after = nextVersion();
        return saved.changed(GroupChange.BODY.write(new GroupChange(after, null, name)))
                .thenApply(done -> {
                    groups.remove(name);
                    version = after;
                    return true;
                });
    }

    private DataVersion nextVersion() {
        stagedVersion = stagedVersion.next(clock.millis());
        return stagedVersion;
    }

    /** Writes all groups into their file. Completes when they are there. On the control loop. */
    public CompletionStage<Void> save() {
        return saved.save();
    }

    /** The table as in the file and in the answers to tools. Any thread. */
    public GroupTableBody body() {
        return new GroupTableBody(version, forbidden, Map.copyOf(groups));
    }

    private byte[] encode() {
        return GroupTableBody.BODY.write(new GroupTableBody(stagedVersion, forbidden, staged), JsonForm.FILE);
    }
}
