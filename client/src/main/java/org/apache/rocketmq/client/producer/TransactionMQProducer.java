package org.apache.rocketmq.client.producer;

import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.remoting.RPCHook;

/** A producer of messages that a broker holds back until the program's own work has succeeded (spec/client.md 24). */
@SuppressWarnings("deprecation") // the listener that came before is still taken
public class TransactionMQProducer extends DefaultMQProducer {
    private TransactionCheckListener transactionCheckListener;
    private int checkThreadPoolMinSize = 1;
    private int checkThreadPoolMaxSize = 1;
    private int checkRequestHoldMax = 2_000;
    private ExecutorService executorService;
    private TransactionListener transactionListener;

    public TransactionMQProducer() {}

    public TransactionMQProducer(final String producerGroup) {
        super(producerGroup);
    }

    public TransactionMQProducer(final String producerGroup, final List<String> topics) {
        super(producerGroup, null, topics);
    }

    public TransactionMQProducer(final String producerGroup, RPCHook rpcHook) {
        super(producerGroup, rpcHook);
    }

    public TransactionMQProducer(final String producerGroup, RPCHook rpcHook, final List<String> topics) {
        super(producerGroup, rpcHook, topics);
    }

    public TransactionMQProducer(
            final String producerGroup, RPCHook rpcHook, boolean enableMsgTrace, final String customizedTraceTopic) {
        super(producerGroup, rpcHook, enableMsgTrace, customizedTraceTopic);
    }

    /** The namespace comes first. */
    @Deprecated
    public TransactionMQProducer(final String namespace, final String producerGroup) {
        super(namespace, producerGroup);
    }

    /** The namespace comes first. */
    @Deprecated
    public TransactionMQProducer(
            final String namespace,
            final String producerGroup,
            RPCHook rpcHook,
            boolean enableMsgTrace,
            final String customizedTraceTopic) {
        super(namespace, producerGroup, rpcHook, enableMsgTrace, customizedTraceTopic);
    }

    @Override
    public void start() throws MQClientException {
        super.start();
        defaultMQProducerImpl.answerChecks(this);
    }

    /** Sends, calls the listener when the broker holds the message, and tells the broker what it said. */
    @Override
    public TransactionSendResult sendMessageInTransaction(final Message msg, final Object arg)
            throws MQClientException {
        return defaultMQProducerImpl.sendInTransaction(msg, transactionListener, arg);
    }

    public TransactionCheckListener getTransactionCheckListener() {
        return transactionCheckListener;
    }

    /** Superseded by {@link #setTransactionListener}. */
    @Deprecated
    public void setTransactionCheckListener(TransactionCheckListener transactionCheckListener) {
        this.transactionCheckListener = transactionCheckListener;
    }

    public int getCheckThreadPoolMinSize() {
        return checkThreadPoolMinSize;
    }

    /** Threads come as they are needed and go when they are not: this changes nothing. */
    @Deprecated
    public void setCheckThreadPoolMinSize(int checkThreadPoolMinSize) {
        this.checkThreadPoolMinSize = checkThreadPoolMinSize;
    }

    public int getCheckThreadPoolMaxSize() {
        return checkThreadPoolMaxSize;
    }

    /** How many of a broker's questions are answered at once. */
    @Deprecated
    public void setCheckThreadPoolMaxSize(int checkThreadPoolMaxSize) {
        this.checkThreadPoolMaxSize = checkThreadPoolMaxSize;
    }

    public int getCheckRequestHoldMax() {
        return checkRequestHoldMax;
    }

    /** How many of a broker's questions may wait; it asks again. */
    @Deprecated
    public void setCheckRequestHoldMax(int checkRequestHoldMax) {
        this.checkRequestHoldMax = checkRequestHoldMax;
    }

    public ExecutorService getExecutorService() {
        return executorService;
    }

    /** Who answers a broker's questions, instead of threads of the client's own. */
    public void setExecutorService(ExecutorService executorService) {
        this.executorService = executorService;
    }

    public TransactionListener getTransactionListener() {
        return transactionListener;
    }

    public void setTransactionListener(TransactionListener transactionListener) {
        this.transactionListener = transactionListener;
    }
}
