package io.apogeemq.broker.group;

import io.apogeemq.broker.kept.Allowance;
import io.apogeemq.broker.kept.KeptTable;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.GroupRecord;
import io.apogeemq.protocol.body.GroupTableBody;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.protocol.message.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Settings of consumer groups by name, kept in {@code config/subscriptionGroup.json} (spec/store.md 11). */
public final class GroupTable extends KeptTable<GroupRecord> {
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

    private final Predicate<String> mayMake;
    private final Allowance allowance;
    private final Map<String, Map<String, Integer>> forbidden;

    /**
     * @param mayMake whether a group of that name may be made by being used ({@code autoCreateSubscriptionGroup})
     * @param rules how many there may be
     * @param kept what the files held
     */
    public GroupTable(Place place, Predicate<String> mayMake, Supplier<Allowance.Rule> rules, GroupTableBody kept) {
        super(place, new Content<>(kept.dataVersion(), withSystemGroups(kept.groups())), GroupRecord.BODY);
        this.mayMake = mayMake;
        this.allowance = new Allowance("consumer groups", this::count, rules, place.clock());
        this.forbidden = kept.forbidden();
    }

    private static Map<String, GroupRecord> withSystemGroups(Map<String, GroupRecord> kept) {
        Map<String, GroupRecord> groups = new HashMap<>(kept);
        for (String name : SYSTEM_GROUPS) {
            groups.putIfAbsent(name, GroupRecord.of(name));
        }
        return groups;
    }

    /** What the file held, with the changes that the journal holds. */
    public static GroupTableBody replay(@Nullable GroupTableBody file, List<byte[]> journal) {
        Content<GroupRecord> before = file == null
                ? new Content<>(DataVersion.NONE, Map.of())
                : new Content<>(file.dataVersion(), file.groups());
        Content<GroupRecord> after = replay(before, journal, GroupRecord.BODY, GroupRecord::name);
        return new GroupTableBody(after.version(), file == null ? Map.of() : file.forbidden(), after.entries());
    }

    /** Whether {@link #findOrMake} would make the unknown group. Any thread. */
    public boolean mayMake(String name) {
        return mayMake.test(name) && TopicNames.refuseGroup(name) == null && allowance.refuseSelfMade() == null;
    }

    /** Why there is no such group and none is made by being used, for whoever wants to use it. Any thread. */
    public String absence(String name) {
        String why = mayMake.test(name) && TopicNames.refuseGroup(name) == null ? allowance.refuseSelfMade() : null;
        return "subscription group [" + name + "] does not exist; "
                + (why == null ? "make it by mqadmin updateSubGroup" : why);
    }

    /** Why an administrator may not make a group of that name; null when it is there or may be made. Any thread. */
    public @Nullable String refuseNew(String name) {
        return find(name) != null ? null : allowance.refuse();
    }

    /**
     * The group's settings, made with defaults when that is allowed. On the control loop.
     *
     * @return null when it is unknown and may not be made; otherwise when it is on disk
     */
    public CompletionStage<@Nullable GroupRecord> findOrMake(String name) {
        GroupRecord known = findStaged(name);
        if (known == null && (!mayMake(name) || allowance.takeSelfMade() != null)) {
            return CompletableFuture.completedFuture(null);
        }
        // somebody may be making it just now: as it is wanted there
        return put(known == null ? GroupRecord.of(name) : known).thenApply(made -> made);
    }

    /** The table as in the answers to tools. Any thread. */
    public GroupTableBody body() {
        return new GroupTableBody(version(), forbidden, all());
    }

    @Override
    protected String name(GroupRecord group) {
        return group.name();
    }

    @Override
    protected byte[] encode(Content<GroupRecord> content) {
        return GroupTableBody.BODY.write(
                new GroupTableBody(content.version(), forbidden, content.entries()), JsonForm.FILE);
    }
}
