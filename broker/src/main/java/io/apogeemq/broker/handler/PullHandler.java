package io.apogeemq.broker.handler;

import io.apogeemq.broker.filter.MessageFilter;
import io.apogeemq.broker.filter.SqlFault;
import io.apogeemq.broker.filter.SqlFilter;
import io.apogeemq.broker.filter.TagFilter;
import io.apogeemq.broker.group.ConnectedClients;
import io.apogeemq.broker.group.ConsumerGroup;
import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.broker.group.GroupTable;
import io.apogeemq.broker.longpoll.PullParking;
import io.apogeemq.broker.settings.PullSettings;
import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.concurrent.Clock;
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
import io.apogeemq.store.read.RecordFilter;
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

    private static final long NANOS_PER_MILLI = 1_000_000L;

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
    private final Clock clock;

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
            List<Loop> readers,
            Clock clock) {
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
        this.clock = clock;
    }

    /**
     * One pull: what it is about, once all checks have passed.
     *
     * @param fromOffset where to look: what lies between the request's offset and this one is not wanted
     * @param until the nanoseconds of the clock up to which it may wait; null when it may not
     */
    private record Pull(
            Call call,
            PullRequest request,
            GroupRecord group,
            TopicRecord topic,
            MessageFilter filter,
            long fromOffset,
            @Nullable Long until) {
        /** The same, once everything up to there was looked at. */
        Pull from(long offset) {
            return new Pull(call, request, group, topic, filter, offset, until);
        }

        boolean hasSteppedOver() {
            return fromOffset > request.fromOffset();
        }
    }

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
        Reply refusal =
                FilterCheck.refuseType(request.expressionType(), rules.get().sqlFilter());
        if (refusal != null) {
            call.answer(refusal);
            return;
        }
        MessageFilter filter;
        try {
            filter = carried(request);
        } catch (IllegalArgumentException | SqlFault e) {
            call.answer(Reply.refused(
                    ResponseCode.SUBSCRIPTION_PARSE_FAILED,
                    "parse the consumer's subscription failed: " + e.getMessage()));
            return;
        }
        first(call, request, group, topic, filter);
    }

    private static MessageFilter carried(PullRequest request) throws SqlFault {
        String expression = request.subscription() == null ? "" : request.subscription();
        return SubscriptionRecord.SQL92.equals(request.expressionType())
                ? SqlFilter.compile(expression)
                : TagFilter.parse(expression);
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
        } else {
            withSubscription(call, request, group, topic, subscription);
        }
    }

    private void withSubscription(
            Call call,
            PullRequest request,
            GroupRecord group,
            TopicRecord topic,
            ConsumerGroup.Subscription subscription) {
        Reply refusal = FilterCheck.refuseType(
                subscription.record().expressionType(), rules.get().sqlFilter());
        MessageFilter filter = subscription.filter();
        if (refusal != null) {
            call.answer(refusal);
        } else if (filter == null) {
            call.answer(Reply.refused(
                    ResponseCode.FILTER_DATA_NOT_EXIST,
                    "the subscription of " + topic.name() + " by " + group.name() + " cannot be understood, "
                            + subscription.fault()));
        } else {
            first(call, request, group, topic, filter);
        }
    }

    private void first(Call call, PullRequest request, GroupRecord group, TopicRecord topic, MessageFilter filter) {
        if (request.has(PullRequest.COMMIT_OFFSET)) {
            offsets.set(request.topic(), request.group(), request.queueId(), request.commitOffset());
        }
        Long until = request.has(PullRequest.MAY_WAIT)
                ? (Long) (clock.nanos() + waitMillis(request.waitMillis()) * NANOS_PER_MILLI)
                : null;
        look(new Pull(call, request, group, topic, filter, request.fromOffset(), until), false);
    }

    /**
     * On the connection's loop.
     *
     * @param waited whether it has waited for the message that it looks at now
     */
    private void look(Pull pull, boolean waited) {
        ReadResult result;
        try {
            result = read(pull, Reach.RECENT);
        } catch (StoreFailure e) {
            pull.call.fail(e);
            return;
        }
        if (result.status() == ReadStatus.COLD) {
            lookCold(pull, waited);
        } else if (mayWait(pull, result, waited)) {
            park(pull, result);
        } else {
            pull.call.answer(answer(pull, result));
        }
    }

    private ReadResult read(Pull pull, Reach reach) throws StoreFailure {
        PullRequest request = pull.request;
        MessageFilter filter = pull.filter;
        RecordFilter records = filter.records();
        return store.read(
                request.topic(),
                request.queueId(),
                new ReadRequest(
                        pull.fromOffset,
                        Math.max(1, request.maxCount()),
                        Integer.MAX_VALUE,
                        reach,
                        filter.isAll() || records != null ? null : filter::mayMatch,
                        records));
    }

    /**
     * Whether everything there is has been read, and there is time to wait for what comes next. What came while it waited
     * and is not wanted does not end the wait: else each message would cost its client a request. What lay there before is
     * told at once, so that the client's offset moves.
     */
    private boolean mayWait(Pull pull, ReadResult result, boolean waited) {
        if (pull.until == null) {
            return false;
        }
        if (!waited) {
            return code(pull.request, result.status()) == ResponseCode.PULL_NOT_FOUND;
        }
        return result.status() == ReadStatus.NO_MATCHED_MESSAGE
                && result.nextOffset() == result.maxOffset()
                && millisLeft(pull) > 0;
    }

    /** The pages may have to come from the disk: not on a loop that others' sends run on. */
    private void lookCold(Pull pull, boolean waited) {
        Call call = pull.call;
        call.goOn(readers.get(Math.floorMod(pull.request.queueId(), readers.size())), () -> {
            ReadResult result;
            try {
                result = read(pull, Reach.ALL);
            } catch (StoreFailure e) {
                call.fail(e);
                return;
            }
            if (mayWait(pull, result, waited)) {
                call.goOn(call.peer().loop(), () -> park(pull, result));
            } else {
                call.answer(answer(pull, result));
            }
        });
    }

    /** On the connection's loop. */
    private void park(Pull pull, ReadResult result) {
        PullRequest request = pull.request;
        Pull waiting = pull.from(result.nextOffset());
        boolean parked = parking.park(
                store.queueForAppend(request.topic(), request.queueId()),
                waiting.fromOffset,
                pull.filter,
                millisLeft(pull),
                pull.call.peer(),
                pull.call.guarded(() -> look(waiting, true)));
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

    private long millisLeft(Pull pull) {
        return pull.until == null ? 0 : Math.max(0, (pull.until - clock.nanos()) / NANOS_PER_MILLI);
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
        // behind what was stepped over there is nothing, and the client is to know how far that goes
        ReadStatus status = pull.hasSteppedOver() && result.status() == ReadStatus.OFFSET_OVERFLOW_ONE
                ? ReadStatus.NO_MATCHED_MESSAGE
                : result.status();
        return Reply.of(code(pull.request, status), status.name(), PullAnswer.CODEC, header, result.messages());
    }

    private static int code(PullRequest request, ReadStatus status) {
        return switch (status) {
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
