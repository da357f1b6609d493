package io.apogeemq.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.MQPullConsumerScheduleService;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;

/** Makes the clients of one test, with names of its own, and shuts them down at its end. */
final class Clients implements AutoCloseable {
    private final String nameServers;
    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final Deque<Runnable> running = new ArrayDeque<>();
    private int count;

    Clients(String nameServers) {
        this.nameServers = nameServers;
    }

    /** The name, made this test's own. */
    String own(String name) {
        return name + "_" + mark;
    }

    DefaultMQProducer producer() throws MQClientException {
        DefaultMQProducer producer = newProducer();
        producer.start();
        return producer;
    }

    /** A producer that can still be set up; start it. */
    DefaultMQProducer newProducer() {
        DefaultMQProducer producer = new DefaultMQProducer(own("producers"));
        producer.setNamesrvAddr(nameServers);
        producer.setInstanceName(own("producer" + count++));
        // the servers' first seconds on a machine that does other things too
        producer.setSendMsgTimeout(10_000);
        running.push(producer::shutdown);
        return producer;
    }

    /** A producer of the group that sends in transactions; give it a listener, then start it. */
    TransactionMQProducer transactionProducer(String group) {
        TransactionMQProducer producer = new TransactionMQProducer(own(group));
        producer.setNamesrvAddr(nameServers);
        producer.setInstanceName(own("producer" + count++));
        producer.setSendMsgTimeout(10_000);
        running.push(producer::shutdown);
        return producer;
    }

    /** A consumer of the group that begins at the first message; subscribe, register a listener, then start it. */
    DefaultMQPushConsumer consumer(String group) {
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(own(group));
        consumer.setNamesrvAddr(nameServers);
        consumer.setInstanceName(own("consumer" + count++));
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        // a shutdown lets the listeners come to an end before it commits: what was consumed is not delivered again
        consumer.setAwaitTerminationMillisWhenShutdown(5_000);
        running.push(consumer::shutdown);
        return consumer;
    }

    /** A consumer of the group that is asked for messages, and begins at the first one; subscribe or assign, and start it. */
    DefaultLitePullConsumer litePullConsumer(String group) {
        DefaultLitePullConsumer consumer = new DefaultLitePullConsumer(own(group));
        consumer.setNamesrvAddr(nameServers);
        consumer.setInstanceName(own("consumer" + count++));
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        running.push(consumer::shutdown);
        return consumer;
    }

    /** A consumer of the group that pulls as its program says; start it. */
    @SuppressWarnings("deprecation") // programs still use it
    DefaultMQPullConsumer pullConsumer(String group) {
        DefaultMQPullConsumer consumer = new DefaultMQPullConsumer(own(group));
        consumer.setNamesrvAddr(nameServers);
        consumer.setInstanceName(own("consumer" + count++));
        running.push(consumer::shutdown);
        return consumer;
    }

    /** Pulls as its tasks say; register them, then start it. */
    MQPullConsumerScheduleService scheduleService(String group) {
        MQPullConsumerScheduleService service = new MQPullConsumerScheduleService(own(group));
        service.getDefaultMQPullConsumer().setNamesrvAddr(nameServers);
        service.getDefaultMQPullConsumer().setInstanceName(own("consumer" + count++));
        running.push(service::shutdown);
        return service;
    }

    /** Like {@link #consumer}, but it gets what the others of its group get too. */
    DefaultMQPushConsumer broadcastConsumer(String group) throws ReflectiveOperationException {
        DefaultMQPushConsumer consumer = consumer(group);
        // 4.x and 5.x have the enum in different packages: the one method that a source can't call for both
        for (Method method : DefaultMQPushConsumer.class.getMethods()) {
            if (method.getName().equals("setMessageModel")) {
                Class<?> model = method.getParameterTypes()[0];
                method.invoke(consumer, model.getField("BROADCASTING").get(null));
            }
        }
        return consumer;
    }

    static Message message(String topic, String body) {
        return new Message(topic, body.getBytes(UTF_8));
    }

    @Override
    public void close() {
        running.forEach(Runnable::run);
    }
}
