package io.apogeemq.interop;

import static io.apogeemq.interop.Clients.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.SharedCluster;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** Push consumers whose queues the broker assigns, and that it hands messages: what only Apache's 5.x client has. */
@ExtendWith(SharedCluster.class)
@EnabledIf("clientPops")
class PopIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Cluster cluster;
    private Clients clients;
    private DefaultMQProducer producer;
    private String topic;

    static boolean clientPops() {
        try {
            Class.forName("org.apache.rocketmq.client.impl.consumer.PopProcessQueue");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @BeforeEach
    void connect(Cluster running) throws Exception {
        cluster = running;
        clients = new Clients(running.nameServerAddresses());
        producer = clients.producer();
        topic = clients.own("Pop");
    }

    @AfterEach
    void disconnect() {
        clients.close();
    }

    private Set<String> send(String prefix, int count) throws Exception {
        Set<String> bodies = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            producer.send(message(topic, prefix + i));
            bodies.add(prefix + i);
        }
        return bodies;
    }

    private DefaultMQPushConsumer consumer(MessageListenerConcurrently listener) throws Exception {
        DefaultMQPushConsumer consumer = clients.consumer("group");
        DefaultMQPushConsumer.class
                .getMethod("setClientRebalance", boolean.class)
                .invoke(consumer, false);
        DefaultMQPushConsumer.class.getMethod("setPopInvisibleTime", long.class).invoke(consumer, 10_000L);
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener(listener);
        return consumer;
    }

    /** By the client's own call; its tools have a command for it. */
    private void setMode(DefaultMQPushConsumer of, String mode) throws Exception {
        Object impl = of.getClass().getMethod("getDefaultMQPushConsumerImpl").invoke(of);
        Object factory = impl.getClass().getMethod("getmQClientFactory").invoke(impl);
        Object api = factory.getClass().getMethod("getMQClientAPIImpl").invoke(factory);
        for (Method method : api.getClass().getMethods()) {
            if (method.getName().equals("setMessageRequestMode")) {
                Object wanted = null;
                for (Object constant : method.getParameterTypes()[3].getEnumConstants()) {
                    wanted = constant.toString().equals(mode) ? constant : wanted;
                }
                method.invoke(api, cluster.brokerAddress(), topic, of.getConsumerGroup(), wanted, 0, 5_000L);
            }
        }
    }

    @Test
    void the_broker_assigns_queues_that_are_pulled() throws Exception {
        Set<String> sent = send("m", 40);
        Inbox inbox = new Inbox();
        consumer(inbox.concurrently()).start();
        inbox.awaitBodies(sent);
    }

    @Test
    void a_group_that_pops_gets_every_message_and_again_what_failed() throws Exception {
        Set<String> sent = send("m", 60);
        Set<String> failed = ConcurrentHashMap.newKeySet();
        Inbox inbox = new Inbox();
        AtomicInteger again = new AtomicInteger();
        DefaultMQPushConsumer consumer = consumer((messages, context) -> {
            if (messages.stream().anyMatch(each -> Inbox.body(each).equals("m7") && failed.add("m7"))) {
                return ConsumeConcurrentlyStatus.RECONSUME_LATER;
            }
            messages.forEach(each -> again.addAndGet(each.getReconsumeTimes()));
            inbox.received().addAll(messages);
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        setMode(consumer, "POP");

        inbox.awaitBodies(sent);
        await().atMost(PATIENCE).until(() -> again.get() > 0 || failed.isEmpty());

        Set<String> all = new TreeSet<>(sent);
        all.addAll(send("later", 40));
        inbox.awaitBodies(all);
    }

    @Test
    void a_group_goes_from_pop_to_pull_and_back_and_loses_nothing() throws Exception {
        Set<String> all = new TreeSet<>(send("m", 20));
        Inbox inbox = new Inbox();
        DefaultMQPushConsumer consumer = consumer(inbox.concurrently());
        consumer.start();
        for (String mode : new String[] {"POP", "PULL", "POP"}) {
            setMode(consumer, mode);
            all.addAll(send(mode + System.nanoTime(), 20));
            inbox.awaitBodies(all);
        }
        assertThat(inbox.bodies()).isEqualTo(all);
    }
}
