package io.apogeemq.broker.handler;

import io.apogeemq.broker.group.ConnectedClients;
import io.apogeemq.broker.group.ConsumerGroup;
import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.broker.group.GroupTable;
import io.apogeemq.broker.group.TagFilter;
import io.apogeemq.broker.longpoll.PullParking;
import io.apogeemq.broker.settings.PullSettings;
import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.body.GroupRecord;
import io.apogeemq.protocol.body.MessageModel;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.PullAnswer;
import io.apogeemq.protocol.header.PullRequest;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.read.Reach;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.read.ReadStatus;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands out messages: PULL_MESSAGE 11 and LITE_PULL_MESSAGE 361 (spec/requests.md). What is in memory, also because it was
 * read ahead, is answered where the request arrived; a read that needs the disk goes to a reader loop first; one that finds
 * nothing may wait for a message.
 */
public final class PullHandler {
    /** What {@code forbiddenType} says. */
    private static final int BY_BROKER = 1;

    private static final int BY_GROUP = 2;
    private static final int BY_TOPIC = 3;
    private static final int BY_BROADCAST = 4;

    /** No client waits longer than this, so that a mistaken number does not hold a pull for ever. */
    private static final long LONGEST_WAIT_MILLIS = 10 * 60_000L;

    private final TopicTable topics;
    private final GroupTable groups;
    private final ConnectedClients members;
    private final ConsumerOffsets offsets;
    private final Store store;
    private final PullParking parking;
    private final Supplier<PullSettings> rules;
    private final IntSupplier brokerPermission;
    private final Loop control;
    private final List<Loop> readers;

    public PullHandler(
            TopicTable topics,
            GroupTable groups,
            ConnectedClients members,
            ConsumerOffsets offsets,
            Store store,
            PullParking parking,
            Supplier<PullSettings> rules,
            IntSupplier brokerPermission,
            Loop control,
            List<Loop> readers) {
        this.topics = topics;
        this.groups = groups;
        this.members = members;
        this.offsets = offsets;
        this.store = store;
        this.parking = parking;
        this.rules = rules;
        this.brokerPermission = brokerPermission;
        this.control = control;
        this.readers = List.copyOf(readers);
    }

    /** One pull: what it is about, once all checks have passed. */
    private record Pull(Call call, PullRequest request, GroupRecord group, TopicRecord topic, TagFilter filter) {}

    /** On the connection's loop. */
    public void pull(Call call, PullRequest request) {
        if (!Perm.isReadable(brokerPermission.getAsInt())) {
            call.answer(forbidden(BY_BROKER, "the broker is not readable now (brokerPermission)"));
            return;
        }
        if (call.code() == RequestCode.LITE_PULL_MESSAGE && !rules.get().litePull()) {
            call.answer(Reply.refused(
                    ResponseCode.NO_PERMISSION, "lite pull is off on this broker (litePullMessageEnable)"));
            return;
        }
        GroupRecord group = groups.find(request.group());
        if (group != null) {
            pull(call, request, group);
        } else if (groups.mayMake(request.group())) {
            call.goOn(control, () -> makeGroup(call, request));
        } else {
            call.answer(unknownGroup(request));
        }
    }

    /** On the control loop. */
    private void makeGroup(Call call, PullRequest request) {
        call.goOnWith(groups.findOrMake(request.group()), call.peer().loop(), made -> {
            if (made == null) {
                call.answer(unknownGroup(request));
            } else {
                pull(call, request, made);
            }
        });
    }

    private Reply unknownGroup(PullRequest request) {
        return Reply.refused(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, groups.absence(request.group()));
    }

    private void pull(Call call, PullRequest request, GroupRecord group) {
        TopicRecord topic = topics.find(request.topic());
        Reply refusal = refuse(request, group, topic);
        if (refusal != null || topic == null) {
            call.answer(refusal == null ? unknownTopic(request) : refusal);
        } else if (request.has(PullRequest.CARRIES_SUBSCRIPTION)) {
            withCarried(call, request, group, topic);
        } else {
            withKnown(call, request, group, topic);
        }
    }

    private static Reply unknownTopic(PullRequest request) {
        return Reply.refused(
                ResponseCode.TOPIC_NOT_EXIST, "topic[" + request.topic() + "] not exist, apply first please!");
    }

    private static @Nullable Reply refuse(PullRequest request, GroupRecord group, @Nullable TopicRecord topic) {
        if (!group.enabled()) {
            return forbidden(BY_GROUP, "subscription group no permission, " + group.name());
        }
        if (topic == null) {
            return unknownTopic(request);
        }
        if (!topic.readable()) {
            return forbidden(BY_TOPIC, "the topic[" + topic.name() + "] pulling message is forbidden");
        }
        if (request.queueId() < 0 || request.queueId() >= topic.readQueueCount()) {
            return Reply.refused(
                    ResponseCode.INVALID_PARAMETER,
                    "queueId[" + request.queueId() + "] is illegal, topic[" + topic.name() + "] has queues 0.."
                            + (topic.readQueueCount() - 1) + " to read");
        }
        return null;
    }

    private void withCarried(Call call, PullRequest request, GroupRecord group, TopicRecord topic) {
        String type = request.expressionType();
        if (type != null && !type.isEmpty() && !type.equals(SubscriptionRecord.TAG)) {
            call.answer(FilterRefusal.refuseType(type));
            return;
        }
        String expression = request.subscription();
        TagFilter filter;
        try {
            filter = TagFilter.parse(expression == null ? "" : expression);
        } catch (IllegalArgumentException e) {
            call.answer(Reply.refused(
                    ResponseCode.SUBSCRIPTION_PARSE_FAILED,
                    "parse the consumer's subscription failed: " + e.getMessage()));
            return;
        }
        first(new Pull(call, request, group, topic, filter));
    }

    private void withKnown(Call call, PullRequest request, GroupRecord group, TopicRecord topic) {
        ConsumerGroup consumers = members.consumerGroup(group.name());
        if (consumers == null) {
            call.answer(Reply.refused(
                    ResponseCode.SUBSCRIPTION_NOT_EXIST,
                    "the consumer's group info not exist: no heartbeat of " + group.name() + " came yet"));
            return;
        }
        if (!group.broadcastEnabled() && consumers.model() == MessageModel.BROADCASTING) {
            call.answer(forbidden(
                    BY_BROADCAST, "the consumer group[" + group.name() + "] can not consume by broadcast way"));
            return;
        }
        ConsumerGroup.Subscription subscription = consumers.subscription(topic.name());
        if (subscription == null) {
            call.answer(Reply.refused(
                    ResponseCode.SUBSCRIPTION_NOT_EXIST,
                    "the consumer's subscription not exist: " + group.name() + " does not subscribe " + topic.name()));
        } else if (subscription.record().version() < request.subscriptionVersion()) {
            call.answer(Reply.refused(
                    ResponseCode.SUBSCRIPTION_NOT_LATEST,
                    "the consumer's subscription not latest: the heartbeat with version "
                            + request.subscriptionVersion() + " is still to come"));
        } else if (!subscription.record().byTag()) {
            call.answer(FilterRefusal.refuseType(subscription.record().expressionType()));
        } else {
            first(new Pull(call, request, group, topic, subscription.filter()));
        }
    }

    private void first(Pull pull) {
        PullRequest request = pull.request;
        if (request.has(PullRequest.COMMIT_OFFSET)) {
            offsets.set(request.topic(), request.group(), request.queueId(), request.commitOffset());
        }
        read(pull, request.has(PullRequest.MAY_WAIT));
    }

    /** On the connection's loop. */
    private void read(Pull pull, boolean mayWait) {
        ReadResult result;
        try {
            result = read(pull, Reach.RECENT);
        } catch (StoreFailure e) {
            pull.call.fail(e);
            return;
        }
        if (result.status() == ReadStatus.COLD) {
            readCold(pull, mayWait);
        } else if (isEnd(pull, result) && mayWait) {
            park(pull, result);
        } else {
            pull.call.answer(answer(pull, result));
        }
    }

    private ReadResult read(Pull pull, Reach reach) throws StoreFailure {
        PullRequest request = pull.request;
        TagFilter filter = pull.filter;
        return store.read(
                request.topic(),
                request.queueId(),
                new ReadRequest(
                        request.fromOffset(),
                        Math.max(1, request.maxCount()),
                        Integer.MAX_VALUE,
                        reach,
                        filter.isAll() ? null : filter::matches,
                        null));
    }

    /** Whether everything there is has been read: what comes next is still to be sent. */
    private static boolean isEnd(Pull pull, ReadResult result) {
        return code(pull.request, result) == ResponseCode.PULL_NOT_FOUND;
    }

    /** The pages may have to come from the disk: not on a loop that others' sends run on. */
    private void readCold(Pull pull, boolean mayWait) {
        Call call = pull.call;
        call.goOn(readers.get(Math.floorMod(pull.request.queueId(), readers.size())), () -> {
            ReadResult result;
            try {
                result = read(pull, Reach.ALL);
            } catch (StoreFailure e) {
                call.fail(e);
                return;
            }
            if (isEnd(pull, result) && mayWait) {
                call.goOn(call.peer().loop(), () -> park(pull, result));
            } else {
                call.answer(answer(pull, result));
            }
        });
    }

    /** On the connection's loop. */
    private void park(Pull pull, ReadResult result) {
        PullRequest request = pull.request;
        boolean parked = parking.park(
                store.queueForAppend(request.topic(), request.queueId()),
                result.nextOffset(),
                pull.filter,
                waitMillis(request.waitMillis()),
                pull.call.peer(),
                pull.call.guarded(() -> read(pull, false)));
        if (!parked) {
            pull.call.answer(answer(pull, result));
            return;
        }
        pull.call.park();
        if (topics.find(request.topic()) == null) {
            // deleted since this pull found it, and those who waited then have been told
            parking.releaseTopic(request.topic());
        }
    }

    private long waitMillis(long asked) {
        PullSettings now = rules.get();
        return now.longPolling() ? Math.max(0, Math.min(asked, LONGEST_WAIT_MILLIS)) : now.shortPollingMillis();
    }

    private static Reply answer(Pull pull, ReadResult result) {
        PullAnswer header = new PullAnswer(
                pull.group.brokerId(),
                result.nextOffset(),
                result.minOffset(),
                result.maxOffset(),
                null,
                pull.topic.sysFlag(),
                pull.group.sysFlag(),
                null);
        return Reply.of(
                code(pull.request, result), result.status().name(), PullAnswer.CODEC, header, result.messages());
    }

    private static int code(PullRequest request, ReadResult result) {
        return switch (result.status()) {
            case FOUND -> ResponseCode.SUCCESS;
            case NO_MATCHED_MESSAGE, MESSAGE_WAS_REMOVING -> ResponseCode.PULL_RETRY_IMMEDIATELY;
            case NO_MATCHED_LOGIC_QUEUE, NO_MESSAGE_IN_QUEUE ->
                request.fromOffset() == 0 ? ResponseCode.PULL_NOT_FOUND : ResponseCode.PULL_OFFSET_MOVED;
            case OFFSET_OVERFLOW_ONE -> ResponseCode.PULL_NOT_FOUND;
            case OFFSET_OVERFLOW_BADLY, OFFSET_TOO_SMALL -> ResponseCode.PULL_OFFSET_MOVED;
            case COLD -> throw new IllegalStateException("a cold read is asked again, not answered");
        };
    }

    private static Reply forbidden(int by, String remark) {
        PullAnswer header = new PullAnswer(0, 0, 0, 0, null, null, null, by);
        return Reply.of(ResponseCode.NO_PERMISSION, remark, PullAnswer.CODEC, header, null);
    }
}
