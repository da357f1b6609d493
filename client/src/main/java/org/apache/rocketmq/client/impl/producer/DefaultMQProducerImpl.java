package org.apache.rocketmq.client.impl.producer;

import io.apogeemq.client.choice.FaultTable;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.produce.Accumulator;
import io.apogeemq.client.produce.Manner;
import io.apogeemq.client.produce.OutgoingMessage;
import io.apogeemq.client.produce.Producer;
import io.apogeemq.client.produce.Recall;
import io.apogeemq.client.produce.Sent;
import io.apogeemq.concurrent.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.Validators;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.exception.RequestTimeoutException;
import org.apache.rocketmq.client.hook.CheckForbiddenHook;
import org.apache.rocketmq.client.hook.EndTransactionHook;
import org.apache.rocketmq.client.hook.SendMessageHook;
import org.apache.rocketmq.client.impl.Failures;
import org.apache.rocketmq.client.impl.SharedClients;
import org.apache.rocketmq.client.impl.Waiting;
import org.apache.rocketmq.client.impl.factory.MQClientInstance;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.MessageQueueSelector;
import org.apache.rocketmq.client.producer.RequestCallback;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.client.producer.TransactionSendResult;
import org.apache.rocketmq.common.ServiceState;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageAccessor;
import org.apache.rocketmq.common.message.MessageBatch;
import org.apache.rocketmq.common.message.MessageClientIDSetter;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.exception.RemotingTooMuchRequestException;

/**
 * The inner side of a {@link DefaultMQProducer}: its state, its hooks, and the way from the contract's values to the engine
 * and back. Programs name it only to register hooks.
 *
 * <p>States: CREATE_JUST, then RUNNING by start, then SHUTDOWN_ALREADY by shutdown; a start that the client refuses leaves
 * it at CREATE_JUST when its group is taken, else at START_FAILED.
 */
public class DefaultMQProducerImpl {
    private static final String DEFAULT_GROUP = "DEFAULT_PRODUCER";

    private final DefaultMQProducer face;
    private final RPCHook rpcHook;
    private final Clock clock;
    private final FaultTable faults;
    private final AsyncPermits permits;
    private final SendHooks hooks = new SendHooks(this);
    private final TransactionSends transactions = new TransactionSends(this);
    private final Requests requests = new Requests(this);
    private volatile ServiceState serviceState = ServiceState.CREATE_JUST;
    private volatile ExecutorService callbackExecutor;
    private volatile ExecutorService asyncSenderExecutor;
    private volatile boolean detects;
    private boolean borrowed;
    private final BatchBounds batchBounds = new BatchBounds();
    private volatile Accumulator accumulator;
    private volatile Producer producer;
    private SharedClients.Lease lease;

    public DefaultMQProducerImpl(DefaultMQProducer defaultMQProducer) {
        this(defaultMQProducer, null);
    }

    public DefaultMQProducerImpl(DefaultMQProducer defaultMQProducer, RPCHook rpcHook) {
        this(defaultMQProducer, rpcHook, SharedClients.clock());
    }

    DefaultMQProducerImpl(DefaultMQProducer defaultMQProducer, RPCHook rpcHook, Clock clock) {
        this.face = defaultMQProducer;
        this.rpcHook = rpcHook;
        this.clock = clock;
        this.faults = new FaultTable(clock);
        this.permits = new AsyncPermits(clock);
    }

    public DefaultMQProducer getDefaultMQProducer() {
        return face;
    }

    /** Of a running producer. */
    public MQClientInstance getMqClientFactory() {
        return lease == null ? null : new MQClientInstance(lease);
    }

    /** Brings asynchronous sends on their way; null where the calling thread does, which does not wait either. */
    public ExecutorService getAsyncSenderExecutor() {
        return asyncSenderExecutor;
    }

    public RPCHook rpcHook() {
        return rpcHook;
    }

    public ServiceState getServiceState() {
        return serviceState;
    }

    public void registerSendMessageHook(SendMessageHook hook) {
        hooks.add(hook);
        observe();
    }

    public boolean hasSendMessageHook() {
        return hooks.anySend();
    }

    public void registerCheckForbiddenHook(CheckForbiddenHook hook) {
        hooks.add(hook);
        observe();
    }

    public boolean hasCheckForbiddenHook() {
        return hooks.anyForbidden();
    }

    public void registerEndTransactionHook(EndTransactionHook hook) {
        transactions.add(hook);
    }

    public boolean hasEndTransactionHook() {
        return transactions.anyHook();
    }

    public synchronized void start() throws MQClientException {
        if (serviceState != ServiceState.CREATE_JUST) {
            throw new MQClientException(
                    Failures.withHelp("The producer service state not OK, maybe started once, " + serviceState), null);
        }
        serviceState = ServiceState.START_FAILED;
        String group = face.getProducerGroup();
        Validators.checkGroup(group);
        if (group.equals(DEFAULT_GROUP)) {
            throw new MQClientException(
                    "producerGroup can not equal " + DEFAULT_GROUP + ", please specify another one.", null);
        }
        face.changeInstanceNameToPID();
        SharedClients.Lease joined = SharedClients.acquire(face, rpcHook);
        try {
            start(joined, group);
        } catch (MQClientException | RuntimeException e) {
            joined.close();
            throw e;
        }
        lease = joined;
        serviceState = ServiceState.RUNNING;
    }

    private void start(SharedClients.Lease joined, String group) throws MQClientException {
        long wait = 4L * face.getMqClientApiTimeout();
        Waiting.getOrClientException(joined.started(), wait, "the client instance does not start");
        Producer made = new Producer(joined.instance(), group, MessageClientIDSetter::createUniqID, faults);
        List<String> topics = face.getTopics() == null ? List.of() : face.getTopics();
        List<String> onWire = topics.stream().map(face::withNamespace).toList();
        if (!Waiting.getOrClientException(made.start(onWire), wait, "the producer does not start")) {
            serviceState = ServiceState.CREATE_JUST;
            throw new MQClientException(
                    Failures.withHelp(
                            "The producer group[" + group + "] has been created before, specify another name please."),
                    null);
        }
        if (detects) {
            made.detect(face.getDetectTimeout(), face.getDetectInterval());
        }
        producer = made;
        accumulator = new Accumulator(joined.instance(), made, batchBounds);
        observe();
    }

    /** Sends by a producer that runs already and belongs to the client behind it; there is nothing to start or to end. */
    public synchronized void borrow(SharedClients.Lease lent) {
        lease = lent;
        producer = lent.innerProducer();
        accumulator = new Accumulator(lent.instance(), producer, batchBounds);
        borrowed = true;
        serviceState = ServiceState.RUNNING;
    }

    public synchronized void shutdown() {
        if (borrowed || serviceState != ServiceState.RUNNING) {
            return;
        }
        serviceState = ServiceState.SHUTDOWN_ALREADY;
        transactions.stop();
        try {
            Waiting.getOrClientException(producer.stop(), face.getMqClientApiTimeout(), "the producer does not leave");
        } catch (MQClientException e) {
            // brokers that were not told will see the connection end
        }
        lease.close();
    }

    /** Sends and waits for the answer. */
    public SendResult sync(Message message, Target target, long timeoutMillis)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        Sent sent = Waiting.get(issue(message, target, Manner.SYNC, timeoutMillis), timeoutMillis);
        return SendResults.of(sent, face);
    }

    /** As above, in the engine's words. */
    Sent sent(Message message, Target target, long timeoutMillis)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return Waiting.get(issue(message, target, Manner.SYNC, timeoutMillis), timeoutMillis);
    }

    /** Sends a message that its broker holds back until the listener has said what became of its work. */
    public TransactionSendResult sendInTransaction(Message message, TransactionListener listener, Object arg)
            throws MQClientException {
        Validators.checkMessage(message, face);
        return transactions.send(message, listener, arg);
    }

    /** Begins to answer brokers that ask what became of messages. */
    public void answerChecks(TransactionMQProducer transactional) throws MQClientException {
        transactions.answer(transactional, requireInstance());
    }

    /** Sends and waits for the answer of whoever consumes it. */
    public Message request(Message message, Target target, long timeoutMillis)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException,
                    RequestTimeoutException {
        Validators.checkMessage(message, face);
        return requests.request(message, target, timeoutMillis);
    }

    /** Sends; the callback gets the answer of whoever consumes it. */
    public void request(Message message, Target target, RequestCallback callback, long timeoutMillis)
            throws MQClientException {
        Validators.checkMessage(message, face);
        requests.request(message, target, callback, timeoutMillis);
    }

    /** Takes a delayed message back; tells its id. */
    public String recall(String topic, String handle)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        Validators.checkTopic(topic);
        long timeoutMillis = face.getSendMsgTimeout();
        return Waiting.get(
                new Recall(requireInstance())
                        .of(face.getProducerGroup(), face.withNamespace(topic), handle, timeoutMillis),
                timeoutMillis);
    }

    public BatchBounds batchBounds() {
        return batchBounds;
    }

    /** Whether the message may travel in a batch with others that are sent by themselves. */
    public boolean joins(Message message) {
        return message != null
                && !(message instanceof MessageBatch)
                && message.getBody() != null
                && message.getTopic() != null
                && Accumulator.joins(new OutgoingMessage(
                        message.getTopic(),
                        0,
                        message.getProperties() == null ? Map.of() : message.getProperties(),
                        message.getBody()));
    }

    /** Sends in a batch with others; waits for the answer. */
    public SendResult syncJoined(Message message, MessageQueue mq)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        long timeoutMillis = face.getSendMsgTimeout();
        Sent sent = Waiting.get(join(message, mq, timeoutMillis), timeoutMillis + batchBounds.delayMillis());
        return SendResults.of(sent, face);
    }

    /** Sends in a batch with others; tells the callback how it ended. */
    public void asyncJoined(Message message, MessageQueue mq, SendCallback callback) throws MQClientException {
        join(message, mq, face.getSendMsgTimeout())
                .whenComplete((sent, end) -> onCallbacks(() -> tell(callback, sent, end)));
    }

    private CompletionStage<Sent> join(Message message, MessageQueue mq, long timeoutMillis) throws MQClientException {
        Accumulator joining = accumulator;
        requireRunning();
        Validators.checkMessage(message, face);
        String topic = face.withNamespace(message.getTopic());
        if (mq != null) {
            queue(mq).require(topic, Manner.SYNC);
        }
        MessageClientIDSetter.setUniqID(message);
        return joining.send(
                outgoing(message, topic),
                mq == null ? null : SendResults.queue(face.queueWithNamespace(mq)),
                ProducerOptions.of(face, face.getRetryResponseCodes()),
                timeoutMillis);
    }

    Producer engine() {
        return producer;
    }

    /** Sends without waiting for an answer. */
    public void oneWay(Message message, Target target)
            throws MQClientException, RemotingException, InterruptedException {
        long timeoutMillis = face.getSendMsgTimeout();
        try {
            Waiting.get(issue(message, target, Manner.ONE_WAY, timeoutMillis), timeoutMillis);
        } catch (MQBrokerException e) {
            throw new MQClientException("a broker answered a one-way send", e);
        }
    }

    /** Sends and tells the callback how it ended, be it that the send is refused here. */
    public void async(Message message, Target target, SendCallback callback, long timeoutMillis)
            throws MQClientException, InterruptedException {
        long began = clock.nanos();
        boolean limited = face.isEnableBackpressureForAsyncMode() && message != null && message.getBody() != null;
        int bodyLength = limited ? message.getBody().length : 0;
        if (limited) {
            try {
                permits.acquire(bodyLength, timeoutMillis);
            } catch (RemotingTooMuchRequestException e) {
                onCallbacks(() -> callback.onException(e));
                return;
            }
        }
        Runnable issue = () -> {
            long left = timeoutMillis - TimeUnit.NANOSECONDS.toMillis(clock.nanos() - began);
            issueAsync(message, target, left).whenComplete((sent, end) -> {
                if (limited) {
                    permits.release(bodyLength);
                }
                onCallbacks(() -> tell(callback, sent, end));
            });
        };
        ExecutorService sender = asyncSenderExecutor;
        if (sender == null) {
            issue.run();
            return;
        }
        try {
            sender.execute(issue);
        } catch (RejectedExecutionException e) {
            if (!limited) {
                throw new MQClientException("executor rejected ", e);
            }
            issue.run();
        }
    }

    CompletionStage<Sent> issueAsync(Message message, Target target, long timeoutMillis) {
        try {
            if (timeoutMillis <= 0) {
                throw new RemotingTooMuchRequestException("DEFAULT ASYNC send call timeout");
            }
            return issue(message, target, Manner.ASYNC, timeoutMillis);
        } catch (MQClientException | RemotingTooMuchRequestException | RuntimeException e) {
            return CompletableFuture.failedFuture(
                    ClientFailure.client(ClientFailure.NO_CODE, String.valueOf(e.getMessage()), e));
        }
    }

    private void tell(SendCallback callback, Sent sent, Throwable end) {
        if (end == null) {
            callback.onSuccess(SendResults.of(sent, face));
        } else {
            callback.onException(Failures.toException(ClientFailure.of(end, "", 0)));
        }
    }

    private CompletionStage<Sent> issue(Message message, Target target, Manner manner, long timeoutMillis)
            throws MQClientException {
        Producer running = requireRunning();
        Validators.checkMessage(message, face);
        String topic = face.withNamespace(message.getTopic());
        target.require(topic, manner);
        return target.send(
                running,
                outgoing(message, topic),
                ProducerOptions.of(face, face.getRetryResponseCodes()),
                manner,
                timeoutMillis);
    }

    private OutgoingMessage outgoing(Message message, String topic) {
        if (message.getProperties() == null) {
            MessageAccessor.setProperties(message, new HashMap<>());
        }
        if (face.getNamespace() != null && !face.getNamespace().isEmpty()) {
            message.setInstanceId(face.getNamespace());
        }
        return new OutgoingMessage(
                topic,
                message.getFlag(),
                message.getProperties(),
                message.getBody(),
                message instanceof MessageBatch batch ? ids(batch) : null,
                message);
    }

    private static String ids(MessageBatch batch) {
        StringJoiner ids = new StringJoiner(",");
        batch.forEach(message -> ids.add(MessageClientIDSetter.getUniqID(message)));
        return ids.toString();
    }

    /** The messages as one, each with its id. */
    public MessageBatch batch(Collection<Message> messages) throws MQClientException {
        try {
            MessageBatch batch = MessageBatch.generateFromList(messages);
            for (Message message : batch) {
                Validators.checkMessage(message, face);
                MessageClientIDSetter.setUniqID(message);
            }
            MessageClientIDSetter.setUniqID(batch);
            batch.setBody(batch.encode());
            return batch;
        } catch (MQClientException | RuntimeException e) {
            String why = e instanceof MQClientException refused ? refused.getErrorMessage() : e.getMessage();
            throw new MQClientException("Failed to initiate the MessageBatch: " + why, e);
        }
    }

    public Target selected(MessageQueueSelector selector, Message message, Object arg) {
        return Target.selected(selector, message, arg, face);
    }

    public Target queue(MessageQueue mq) {
        return Target.queue(face.queueWithNamespace(mq));
    }

    public List<MessageQueue> fetchPublishMessageQueues(String topic) throws MQClientException {
        Validators.checkTopic(topic);
        List<MessageQueue> queues = SendResults.queues(
                Waiting.getOrClientException(
                        requireRunning().publishQueues(face.withNamespace(topic)),
                        2L * face.getMqClientApiTimeout(),
                        "Can not find Message Queue for this topic, " + topic),
                face);
        if (queues.isEmpty()) {
            throw new MQClientException("Can not find Message Queue for this topic, " + topic, null);
        }
        return queues;
    }

    public ClientInstance requireInstance() throws MQClientException {
        requireRunning();
        return lease.instance();
    }

    public FaultTable faults() {
        return faults;
    }

    public AsyncPermits permits() {
        return permits;
    }

    public void detect(boolean on) {
        detects = on;
    }

    public void setCallbackExecutor(ExecutorService executor) {
        callbackExecutor = executor;
    }

    public void setAsyncSenderExecutor(ExecutorService executor) {
        asyncSenderExecutor = executor;
    }

    private Producer requireRunning() throws MQClientException {
        if (serviceState != ServiceState.RUNNING) {
            throw new MQClientException(Failures.withHelp("The producer service state not OK, " + serviceState), null);
        }
        return producer;
    }

    /** Without hooks nobody looks, and sends go the short way. */
    private void observe() {
        Producer running = producer;
        if (running != null && (hooks.anySend() || hooks.anyForbidden())) {
            running.observer(hooks);
        }
    }

    /** A callback is run even where no thread for callbacks is left, by whoever brings the answer. */
    void onCallbacks(Runnable callback) {
        try {
            ExecutorService own = callbackExecutor;
            if (own != null) {
                own.execute(callback);
            } else if (lease != null) {
                lease.instance().callbacks().execute(callback);
            } else {
                callback.run();
            }
        } catch (RejectedExecutionException e) {
            callback.run();
        }
    }
}
