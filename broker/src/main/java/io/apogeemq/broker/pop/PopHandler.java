package io.apogeemq.broker.pop;

import io.apogeemq.broker.feature.FeatureCore;
import io.apogeemq.broker.filter.MessageFilter;
import io.apogeemq.broker.filter.SqlFault;
import io.apogeemq.broker.filter.SqlFilter;
import io.apogeemq.broker.filter.TagFilter;
import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.body.GroupRecord;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.NotificationAnswer;
import io.apogeemq.protocol.header.NotificationRequest;
import io.apogeemq.protocol.header.PollingInfoAnswer;
import io.apogeemq.protocol.header.PollingInfoRequest;
import io.apogeemq.protocol.header.PopRequest;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.read.Reach;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.read.RecordFilter;
import io.apogeemq.store.segment.LeasedSlices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages out one by one, whoever asks: POP_MESSAGE 200050, NOTIFICATION 200054 and POLLING_INFO 200055
 * (spec/requests.md). Reads on reader loops.
 */
final class PopHandler {
    private static final int MOST_MESSAGES = 32;
    private static final int MIN = 0;
    private static final long LONGEST_WAIT_MILLIS = 60_000;
    /** A request that was so long on its way is not waited for any more. */
    private static final long MOST_LATE_MILLIS = 500;

    private static final int RETRY_FIRST_PERCENT = 20;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final FeatureCore core;
    private final ConsumerOffsets offsets;
    private final PopState state;
    private final PopQueues queues;
    private final PopWaiting waiting;

    PopHandler(FeatureCore core, ConsumerOffsets offsets, PopState state, PopQueues queues, PopWaiting waiting) {
        this.core = core;
        this.offsets = offsets;
        this.state = state;
        this.queues = queues;
        this.waiting = waiting;
    }

    /** One pop, once all checks have passed. */
    private record Pop(Call call, PopRequest request, TopicRecord topic, MessageFilter filter, long untilNanos) {}

    /** A queue that a pop may look at. */
    private record Source(String retry, String topic, int queueId) {}

    /** Messages of one queue that are about to be handed out; its queue is held. */
    private record Taken(PopQueue queue, String retry, long start, long[] offsets, LeasedSlices records, long next) {}

    /** On a reader loop. */
    void pop(Call call, PopRequest request) {
        Reply refusal = refuse(request.topic(), request.queueId());
        if (refusal == null && (request.maxCount() < 1 || request.maxCount() > MOST_MESSAGES)) {
            refusal =
                    invalid("maxMsgNums is " + request.maxCount() + "; a pop gets 1 to " + MOST_MESSAGES + " messages");
        }
        if (refusal == null && (request.invisibleMillis() < 1 || request.waitMillis() < 0)) {
            refusal = invalid("invisibleTime and pollTime are milliseconds, not " + request.invisibleMillis() + " and "
                    + request.waitMillis());
        }
        if (refusal != null) {
            call.answer(refusal);
            return;
        }
        GroupRecord group = core.groups().find(request.group());
        if (group != null) {
            pop(call, request, group);
        } else if (core.groups().mayMake(request.group())) {
            Loop reader = reader(request);
            call.goOn(
                    core.control(),
                    () -> call.goOnWith(core.groups().findOrMake(request.group()), reader, made -> {
                        if (made == null) {
                            call.answer(unknownGroup(request.group()));
                        } else {
                            pop(call, request, made);
                        }
                    }));
        } else {
            call.answer(unknownGroup(request.group()));
        }
    }

    private Loop reader(PopRequest request) {
        int one = ThreadLocalRandom.current().nextInt(core.readers().size());
        return core.readers()
                .get(
                        request.queueId() < 0
                                ? one
                                : request.queueId() % core.readers().size());
    }

    private Reply unknownGroup(String group) {
        return Reply.refused(
                ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, core.groups().absence(group));
    }

    private static Reply invalid(String why) {
        return Reply.refused(ResponseCode.INVALID_PARAMETER, why);
    }

    private @Nullable Reply refuse(String name, int queueId) {
        if (!Perm.isReadable(core.brokerPermission().getAsInt())) {
            return Reply.refused(ResponseCode.NO_PERMISSION, "the broker is not readable now (brokerPermission)");
        }
        if (!state.isReady()) {
            return Reply.refused(
                    ResponseCode.NO_PERMISSION, "this broker hands nothing out by pop now: it starts, or is no master");
        }
        TopicRecord topic = core.topics().find(name);
        if (topic == null) {
            return Reply.refused(ResponseCode.TOPIC_NOT_EXIST, "topic[" + name + "] not exist, apply first please!");
        }
        if (!topic.readable()) {
            return Reply.refused(ResponseCode.NO_PERMISSION, "the topic[" + name + "] pulling message is forbidden");
        }
        if (queueId < PopWaiting.ANY_QUEUE || queueId >= topic.readQueueCount()) {
            return invalid("queueId[" + queueId + "] is illegal, topic[" + name + "] has queues 0.."
                    + (topic.readQueueCount() - 1) + " to read");
        }
        return null;
    }

    private void pop(Call call, PopRequest request, GroupRecord group) {
        TopicRecord topic = core.topics().find(request.topic());
        if (!group.enabled() || topic == null) {
            call.answer(Reply.refused(ResponseCode.NO_PERMISSION, "subscription group no permission, " + group.name()));
            return;
        }
        MessageFilter filter;
        try {
            filter = filter(request);
        } catch (IllegalArgumentException | SqlFault e) {
            call.answer(Reply.refused(
                    ResponseCode.SUBSCRIPTION_PARSE_FAILED,
                    "parse the consumer's subscription failed: " + e.getMessage()));
            return;
        }
        long now = core.clock().millis();
        long born = request.bornMillis() == 0 ? now : request.bornMillis();
        if (now - born - request.waitMillis() > MOST_LATE_MILLIS) {
            call.answer(nothing());
            return;
        }
        long wait = Math.min(request.waitMillis(), LONGEST_WAIT_MILLIS);
        look(new Pop(call, request, topic, filter, core.clock().nanos() + wait * NANOS_PER_MILLI));
    }

    private static MessageFilter filter(PopRequest request) throws SqlFault {
        String expression = request.expression() == null ? "" : request.expression();
        return SubscriptionRecord.SQL92.equals(request.expressionType())
                ? SqlFilter.compile(expression)
                : TagFilter.parse(expression);
    }

    private static Reply nothing() {
        return Reply.refused(ResponseCode.POLLING_TIMEOUT, "no message came while the pop waited");
    }

    private void look(Pop pop) {
        if (state.isFull()) {
            pop.call.answer(Reply.refused(
                    ResponseCode.POLLING_FULL,
                    "as many messages are handed out and not acknowledged as the broker's memory is good for (-Xmx)"));
            return;
        }
        long now = core.clock().millis();
        PopAnswers answer = new PopAnswers(
                pop.request.topic(),
                core.settings().get().identity().name(),
                now,
                pop.request.invisibleMillis(),
                pop.request.order() ? PopHandle.ORDERED : PopLog.QUEUE);
        List<Taken> taken = new ArrayList<>();
        boolean whole = false;
        try {
            take(pop, answer, taken, now);
            whole = true;
        } catch (StoreFailure e) {
            pop.call.fail(e);
            return;
        } finally {
            if (!whole) {
                // whatever happened: a queue that stays held is closed to its group
                taken.forEach(this::giveBack);
            }
        }
        if (taken.isEmpty()) {
            park(pop);
        } else if (pop.request.order()) {
            handOutInOrder(pop, answer, taken);
        } else {
            handOut(pop, answer, taken);
        }
    }

    private void giveBack(Taken taken) {
        taken.records.release();
        taken.queue.letGo();
    }

    // ---- what there is

    private void take(Pop pop, PopAnswers answer, List<Taken> taken, long now) throws StoreFailure {
        int left = pop.request.maxCount();
        for (Source source : sources(pop)) {
            PopQueue queue = queues.of(pop.request.group(), source.topic, source.queueId);
            ConsumeQueue there = core.store().queue(source.topic, source.queueId);
            if (queue == null || there == null) {
                continue;
            }
            if (left <= 0 || !queue.hold()) {
                answer.rest(Math.max(0, there.maxOffset() - Math.max(0, queue.next(offsets))));
                continue;
            }
            Taken one = null;
            try {
                one = takeOf(pop, source, queue, there, left, now);
            } finally {
                if (one == null) {
                    queue.letGo();
                    wakeForRest(pop, source.retry, queue, queue.next(offsets));
                }
            }
            if (one != null) {
                taken.add(one);
                left -= one.offsets.length;
                answer.rest(Math.max(0, there.maxOffset() - one.next));
            }
        }
    }

    private @Nullable Taken takeOf(Pop pop, Source source, PopQueue queue, ConsumeQueue there, int most, long now)
            throws StoreFailure {
        boolean ordered = pop.request.order();
        if (ordered && queue.ordered().blocks(now, pop.request.attemptId())) {
            return null;
        }
        long from = from(pop, source, queue, there, ordered);
        MessageFilter filter = source.retry.equals(PopTopics.NORMAL) ? pop.filter : TagFilter.ALL;
        RecordFilter records = filter.records();
        ReadResult read = core.store()
                .read(
                        there,
                        new ReadRequest(
                                from,
                                most,
                                Integer.MAX_VALUE,
                                Reach.ALL,
                                filter.isAll() || records != null ? null : filter::mayMatch,
                                records));
        LeasedSlices messages = read.messages();
        if (messages == null) {
            // filtered out, deleted, or an offset that is none of the queue's: behind them is where to look next
            if (read.nextOffset() != from && ordered) {
                offsets.set(source.topic, pop.request.group(), source.queueId, read.nextOffset());
            } else if (read.nextOffset() != from) {
                queue.advance(read.nextOffset());
                state.stepOver(queue, read.nextOffset());
            }
            return null;
        }
        return new Taken(queue, source.retry, from, PopAnswers.offsets(messages), messages, read.nextOffset());
    }

    private long from(Pop pop, Source source, PopQueue queue, ConsumeQueue there, boolean ordered) {
        long from = ordered ? offsets.find(source.topic, pop.request.group(), source.queueId) : queue.next(offsets);
        if (from >= 0) {
            return from;
        }
        boolean fromBegin = pop.request.initMode() == MIN || !source.retry.equals(PopTopics.NORMAL);
        long first = fromBegin ? there.minOffset() : there.maxOffset();
        // told at once: a group that begins at the end has begun, whether it gets a message or not
        offsets.set(source.topic, pop.request.group(), source.queueId, first);
        return ordered ? first : queue.next(offsets);
    }

    private List<Source> sources(Pop pop) {
        List<Source> own = new ArrayList<>();
        if (pop.request.queueId() == PopWaiting.ANY_QUEUE) {
            for (int i = 0; i < pop.topic.readQueueCount(); i++) {
                own.add(new Source(PopTopics.NORMAL, pop.topic.name(), i));
            }
            Collections.rotate(own, ThreadLocalRandom.current().nextInt(own.size()));
        } else {
            own.add(new Source(PopTopics.NORMAL, pop.topic.name(), pop.request.queueId()));
        }
        if (pop.request.order() || TopicNames.isRetry(pop.topic.name())) {
            return own;
        }
        List<Source> again = new ArrayList<>();
        String group = pop.request.group();
        add(again, PopTopics.RETRY_V1, PopTopics.retryV1(group, pop.topic.name()));
        add(again, PopTopics.RETRY_V2, PopTopics.retryV2(group, pop.topic.name()));
        boolean first = ThreadLocalRandom.current().nextInt(100) < RETRY_FIRST_PERCENT;
        own.addAll(first ? 0 : own.size(), again);
        return own;
    }

    private void add(List<Source> sources, String retry, String name) {
        TopicRecord topic = core.topics().find(name);
        for (int i = 0; topic != null && i < topic.readQueueCount(); i++) {
            sources.add(new Source(retry, name, i));
        }
    }

    // ---- handing out

    private void handOut(Pop pop, PopAnswers answer, List<Taken> taken) {
        List<CompletableFuture<@Nullable Refusal>> told = new ArrayList<>();
        for (Taken one : taken) {
            PopQueue.Name name = one.queue.name();
            PopKey key = new PopKey(name.group(), name.topic(), name.queueId(), one.start, answer.popMillis());
            CompletionStage<@Nullable Refusal> stage =
                    state.handOut(one.queue, key, pop.request.invisibleMillis(), one.offsets, one.next);
            told.add(stage.toCompletableFuture());
        }
        CompletableFuture.allOf(told.toArray(CompletableFuture<?>[]::new)).whenComplete((all, failure) -> {
            Refusal refusal = null;
            for (int i = 0; i < taken.size(); i++) {
                Taken one = taken.get(i);
                CompletableFuture<@Nullable Refusal> stage = told.get(i);
                boolean failed = stage.isCompletedExceptionally();
                Refusal why = failed ? null : stage.join();
                try {
                    if (failed || why != null) {
                        refusal = why;
                    } else {
                        answer.add(one.retry, one.queue.name().queueId(), one.start, one.offsets, one.records);
                    }
                } finally {
                    giveBack(one);
                }
                wakeForRest(pop, one.retry, one.queue, one.next);
            }
            if (answer.count() > 0) {
                pop.call.answer(answer.reply());
            } else if (refusal != null) {
                pop.call.answer(Reply.refused(refusal));
            } else {
                pop.call.fail(failure);
            }
        });
    }

    private void handOutInOrder(Pop pop, PopAnswers answer, List<Taken> taken) {
        for (Taken one : taken) {
            List<Integer> before = one.queue
                    .ordered()
                    .take(
                            answer.popMillis(),
                            pop.request.invisibleMillis(),
                            pop.request.attemptId(),
                            one.offsets,
                            one.next);
            answer.add(one.retry, one.queue.name().queueId(), one.start, one.offsets, one.records);
            answer.counts(one.retry, one.queue.name().queueId(), one.offsets, before);
            giveBack(one);
            PopQueue.Name name = one.queue.name();
            core.control()
                    .schedule(
                            pop.request.invisibleMillis() + 1,
                            () -> waiting.wakeOne(name.topic(), name.group(), name.queueId()));
        }
        pop.call.answer(answer.reply());
    }

    /** Others may have found the queue held, or been left with the rest. */
    private void wakeForRest(Pop pop, String retry, PopQueue queue, long next) {
        PopQueue.Name name = queue.name();
        ConsumeQueue there = core.store().queue(name.topic(), name.queueId());
        if (!pop.request.order() && there != null && there.maxOffset() > next) {
            int queueId = retry.equals(PopTopics.NORMAL) ? name.queueId() : PopWaiting.ANY_QUEUE;
            waiting.wakeOne(pop.request.topic(), name.group(), queueId);
        }
    }

    // ---- waiting

    private void park(Pop pop) {
        long left = (pop.untilNanos - core.clock().nanos()) / NANOS_PER_MILLI;
        if (left <= 0) {
            pop.call.answer(nothing());
            return;
        }
        Call call = pop.call;
        call.goOn(call.peer().loop(), () -> {
            boolean parked = waiting.park(
                    pop.request.topic(),
                    pop.request.group(),
                    pop.request.queueId(),
                    core.store().queues(pop.request.topic()),
                    left,
                    call.peer(),
                    () -> call.goOn(reader(pop.request), () -> look(pop)));
            if (!parked) {
                call.answer(Reply.refused(ResponseCode.POLLING_FULL, "too many pops wait already (popPollingSize)"));
                return;
            }
            call.park();
            if (hasMessage(pop.request.topic(), pop.request.group(), pop.request.queueId(), pop.request.order())) {
                waiting.wakeOne(pop.request.topic(), pop.request.group(), pop.request.queueId());
            }
        });
    }

    /** Whether a pop would look at something. */
    private boolean hasMessage(String topicName, String group, int queueId, boolean ordered) {
        TopicRecord topic = core.topics().find(topicName);
        for (int i = 0; topic != null && i < topic.readQueueCount(); i++) {
            if ((queueId == PopWaiting.ANY_QUEUE || queueId == i) && isBehind(topicName, group, i, ordered)) {
                return true;
            }
        }
        return !ordered
                && (isBehind(PopTopics.retryV1(group, topicName), group, 0, false)
                        || isBehind(PopTopics.retryV2(group, topicName), group, 0, false));
    }

    private boolean isBehind(String topic, String group, int queueId, boolean ordered) {
        ConsumeQueue there = core.store().queue(topic, queueId);
        if (there == null) {
            return false;
        }
        PopQueue queue = queues.find(group, topic, queueId);
        if (queue != null
                && (queue.isHeld()
                        || (ordered && queue.ordered().blocks(core.clock().millis(), null)))) {
            // whoever holds it wakes the next when there is a rest
            return false;
        }
        long next = queue == null || ordered ? offsets.find(topic, group, queueId) : queue.next(offsets);
        return there.maxOffset() > Math.max(next, there.minOffset());
    }

    /** On the connection's loop. */
    void notification(Call call, NotificationRequest request) {
        Reply refusal = refuse(request.topic(), request.queueId());
        if (refusal != null) {
            call.answer(refusal);
            return;
        }
        boolean has = hasMessage(request.topic(), request.group(), request.queueId(), request.order());
        if (has || request.waitMillis() <= 0) {
            call.answer(notified(has, false));
            return;
        }
        boolean parked = waiting.park(
                request.topic(),
                request.group(),
                request.queueId(),
                core.store().queues(request.topic()),
                Math.min(request.waitMillis(), LONGEST_WAIT_MILLIS),
                call.peer(),
                call.guarded(() -> call.answer(notified(
                        hasMessage(request.topic(), request.group(), request.queueId(), request.order()), false))));
        if (parked) {
            call.park();
        } else {
            call.answer(notified(false, true));
        }
    }

    private static Reply notified(boolean has, boolean full) {
        return Reply.ok(NotificationAnswer.CODEC, new NotificationAnswer(has, full));
    }

    CompletionStage<Reply> pollingInfo(Call call, PollingInfoRequest request) {
        int count = waiting.count(request.topic(), request.group(), request.queueId());
        return Reply.ok(PollingInfoAnswer.CODEC, new PollingInfoAnswer(count)).now();
    }
}
