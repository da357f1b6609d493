package org.apache.rocketmq.client.impl.producer;

import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.TransactionCheck;
import io.apogeemq.client.produce.Sent;
import io.apogeemq.client.produce.Transactions;
import io.apogeemq.concurrent.Pool;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.hook.EndTransactionContext;
import org.apache.rocketmq.client.hook.EndTransactionHook;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.client.producer.TransactionCheckListener;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.client.producer.TransactionSendResult;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageAccessor;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageDecoder;
import org.apache.rocketmq.common.message.MessageExt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that a broker holds back until the program's own work has succeeded (spec/client.md 24): sent, the program's
 * listener called, the broker told; and a broker's question what became of one answered.
 */
final class TransactionSends {
    private static final Logger log = LoggerFactory.getLogger(TransactionSends.class);
    private static final List<String> DELAYS = List.of(
            MessageConst.PROPERTY_DELAY_TIME_LEVEL,
            MessageConst.PROPERTY_TIMER_DELIVER_MS,
            MessageConst.PROPERTY_TIMER_DELAY_SEC,
            MessageConst.PROPERTY_TIMER_DELAY_MS);

    private final DefaultMQProducerImpl producer;
    private final List<EndTransactionHook> hooks = new CopyOnWriteArrayList<>();
    private volatile Pool ownPool;

    TransactionSends(DefaultMQProducerImpl producer) {
        this.producer = producer;
    }

    void add(EndTransactionHook hook) {
        hooks.add(hook);
    }

    boolean anyHook() {
        return !hooks.isEmpty();
    }

    /** Begins to answer brokers that ask; with the program's executor, or threads that come and go. */
    void answer(TransactionMQProducer face, ClientInstance instance) {
        Executor executor = face.getExecutorService();
        if (executor == null) {
            Pool pool = instance.loops()
                    .pool(
                            "check-",
                            Math.max(1, face.getCheckThreadPoolMaxSize()),
                            Math.max(1, face.getCheckRequestHoldMax()));
            ownPool = pool;
            executor = pool;
        }
        Executor checks = executor;
        producer.engine().checks(check -> {
            try {
                checks.execute(() -> check(face, instance, check));
            } catch (RejectedExecutionException e) {
                log.warn(
                        "producer {}: no thread is free to tell {} what became of a message; it will ask again",
                        face.getProducerGroup(),
                        check.address());
            }
        });
    }

    void stop() {
        Pool pool = ownPool;
        if (pool != null) {
            pool.close();
        }
    }

    TransactionSendResult send(Message message, TransactionListener listener, Object arg) throws MQClientException {
        if (listener == null) {
            throw new MQClientException("TransactionListener is null", null);
        }
        if (DELAYS.stream().anyMatch(delay -> message.getProperty(delay) != null)) {
            throw new MQClientException("Transactional messages do not support delayed delivery", null);
        }
        MessageAccessor.putProperty(message, MessageConst.PROPERTY_TRANSACTION_PREPARED, "true");
        MessageAccessor.putProperty(
                message,
                MessageConst.PROPERTY_PRODUCER_GROUP,
                producer.getDefaultMQProducer().getProducerGroup());
        Sent half;
        try {
            half = producer.sent(
                    message, Target.any(), producer.getDefaultMQProducer().getSendMsgTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MQClientException("send message Exception", e);
        } catch (Exception e) {
            throw new MQClientException("send message Exception", e);
        }
        TransactionSendResult result = new TransactionSendResult();
        SendResults.fill(result, half, producer.getDefaultMQProducer());
        LocalTransactionState state = result.getSendStatus() == SendStatus.SEND_OK
                ? work(message, half, listener, arg)
                : LocalTransactionState.ROLLBACK_MESSAGE;
        result.setLocalTransactionState(state);
        end(message, half, state);
        return result;
    }

    /** The program's own work; whatever goes wrong there is not known to have happened or not. */
    private static LocalTransactionState work(Message message, Sent half, TransactionListener listener, Object arg) {
        if (half.transactionId() != null) {
            message.putUserProperty("__transactionId__", half.transactionId());
        }
        String id = message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX);
        if (id != null && !id.isEmpty()) {
            message.setTransactionId(id);
        }
        try {
            LocalTransactionState state = listener.executeLocalTransaction(message, arg);
            return state == null ? LocalTransactionState.UNKNOW : state;
        } catch (RuntimeException e) {
            log.warn(
                    "the local part of the transaction of message {} failed; its broker will ask what became of it",
                    id,
                    e);
            return LocalTransactionState.UNKNOW;
        }
    }

    private void end(Message message, Sent half, LocalTransactionState state) throws MQClientException {
        ClientInstance instance = producer.requireInstance();
        Transactions transactions = new Transactions(instance);
        try {
            Transactions.End end = transactions.after(
                    half,
                    producer.getDefaultMQProducer().getProducerGroup(),
                    producer.getDefaultMQProducer().withNamespace(message.getTopic()),
                    outcome(state));
            tellHooks(message, end, state, half.messageId(), false);
            tell(transactions, end);
        } catch (ClientFailure failure) {
            log.warn(
                    "the broker of message {} was not told that it is {}; it will ask: {}",
                    half.messageId(),
                    state,
                    failure.getMessage());
        }
    }

    private void check(TransactionMQProducer face, ClientInstance instance, TransactionCheck check) {
        MessageExt message = MessageDecoder.decode(ByteBuffer.wrap(check.record()));
        if (message == null) {
            log.warn("broker {} asks what became of a message that cannot be read", check.address());
            return;
        }
        message.setTopic(face.withoutNamespace(message.getTopic()));
        String id = message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX);
        message.setTransactionId(id);
        LocalTransactionState state = ask(face, message);
        Transactions.End end = Transactions.after(
                check, face.getProducerGroup(), id == null ? message.getMsgId() : id, outcome(state));
        tellHooks(message, end, state, message.getMsgId(), true);
        tell(new Transactions(instance), end);
    }

    @SuppressWarnings("deprecation") // the listener that came before is still asked
    private static LocalTransactionState ask(TransactionMQProducer face, MessageExt message) {
        TransactionListener listener = face.getTransactionListener();
        TransactionCheckListener older = face.getTransactionCheckListener();
        try {
            LocalTransactionState state = null;
            if (listener != null) {
                state = listener.checkLocalTransaction(message);
            } else if (older != null) {
                state = older.checkLocalTransactionState(message);
            }
            return state == null ? LocalTransactionState.UNKNOW : state;
        } catch (RuntimeException e) {
            log.warn(
                    "the check of the transaction of message {} failed; its broker will ask again",
                    message.getMsgId(),
                    e);
            return LocalTransactionState.UNKNOW;
        }
    }

    private static void tell(Transactions transactions, Transactions.End end) {
        transactions.tell(end).exceptionally(failure -> {
            log.warn(
                    "broker {} was not told what became of message {}; it will ask: {}",
                    end.address(),
                    end.request().messageId(),
                    failure.getMessage());
            return null;
        });
    }

    private void tellHooks(
            Message message, Transactions.End end, LocalTransactionState state, String messageId, boolean afterCheck) {
        for (EndTransactionHook hook : hooks) {
            EndTransactionContext context = new EndTransactionContext();
            context.setProducerGroup(end.request().producerGroup());
            context.setBrokerAddr(end.address());
            context.setMessage(message);
            context.setMsgId(messageId);
            context.setTransactionId(message.getTransactionId());
            context.setTransactionState(state);
            context.setFromTransactionCheck(afterCheck);
            try {
                hook.endTransaction(context);
            } catch (RuntimeException e) {
                log.warn("the hook {} failed; the transaction goes on", hook.hookName(), e);
            }
        }
    }

    private static Transactions.Outcome outcome(LocalTransactionState state) {
        return switch (state) {
            case COMMIT_MESSAGE -> Transactions.Outcome.COMMIT;
            case ROLLBACK_MESSAGE -> Transactions.Outcome.ROLLBACK;
            case UNKNOW -> Transactions.Outcome.UNKNOWN;
        };
    }
}
