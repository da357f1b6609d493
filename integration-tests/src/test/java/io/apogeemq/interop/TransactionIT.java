package io.apogeemq.interop;

import static io.apogeemq.interop.Clients.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.Places;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.client.producer.TransactionSendResult;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs that send in transactions: commit, roll back, do not know and are asked, through a kill of the broker. */
class TransactionIT {
    private static final int COUNT = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Cluster cluster;
    private Clients clients;

    @BeforeEach
    void open() {
        cluster = new Cluster(Places.empty("transactions"), 1)
                .brokerSetting("transactionTimeOut", "1000")
                .brokerSetting("transactionCheckInterval", "1000")
                .brokerSetting("transactionCheckMax", "100")
                .start();
        clients = new Clients(cluster.nameServerAddresses());
    }

    @AfterEach
    void close() {
        clients.close();
        cluster.close();
    }

    /** What the program does by the third digit of a message's number. */
    private static final class Bank implements TransactionListener {
        final Map<String, Integer> checks = new ConcurrentHashMap<>();
        private volatile boolean knows;

        static String body(int number) {
            return "transfer " + number;
        }

        private static int number(Message message) {
            String text = new String(message.getBody(), java.nio.charset.StandardCharsets.UTF_8);
            return Integer.parseInt(text.substring(text.indexOf(' ') + 1));
        }

        @Override
        public LocalTransactionState executeLocalTransaction(Message message, Object argument) {
            assertThat(argument).isEqualTo(number(message));
            return switch (number(message) % 4) {
                case 0 -> LocalTransactionState.COMMIT_MESSAGE;
                case 1 -> LocalTransactionState.ROLLBACK_MESSAGE;
                default -> LocalTransactionState.UNKNOW;
            };
        }

        @Override
        public LocalTransactionState checkLocalTransaction(MessageExt message) {
            checks.merge(new String(message.getBody(), java.nio.charset.StandardCharsets.UTF_8), 1, Integer::sum);
            if (!knows) {
                return LocalTransactionState.UNKNOW;
            }
            return number(message) % 2 == 0
                    ? LocalTransactionState.COMMIT_MESSAGE
                    : LocalTransactionState.ROLLBACK_MESSAGE;
        }
    }

    private TransactionMQProducer producer(Bank bank) throws Exception {
        TransactionMQProducer producer = clients.transactionProducer("bank");
        producer.setTransactionListener(bank);
        producer.start();
        return producer;
    }

    private void sendAll(TransactionMQProducer producer, String topic) throws Exception {
        for (int i = 0; i < COUNT; i++) {
            TransactionSendResult result = producer.sendMessageInTransaction(message(topic, Bank.body(i)), i);
            assertThat(result.getLocalTransactionState())
                    .isEqualTo(
                            i % 4 == 0
                                    ? LocalTransactionState.COMMIT_MESSAGE
                                    : i % 4 == 1
                                            ? LocalTransactionState.ROLLBACK_MESSAGE
                                            : LocalTransactionState.UNKNOW);
            assertThat(result.getTransactionId()).isEqualTo(result.getMsgId());
        }
    }

    private Inbox consume(String topic) throws Exception {
        Inbox inbox = new Inbox();
        DefaultMQPushConsumer consumer = clients.consumer("readers");
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener(inbox.concurrently());
        consumer.start();
        return inbox;
    }

    private static Set<String> bodies(int... remainders) {
        Set<String> bodies = new HashSet<>();
        for (int remainder : remainders) {
            for (int i = remainder; i < COUNT; i += 4) {
                bodies.add(Bank.body(i));
            }
        }
        return bodies;
    }

    @Test
    void what_is_committed_is_delivered_once_and_the_rest_never() throws Exception {
        String topic = clients.own("Transfers");
        Bank bank = new Bank();
        TransactionMQProducer producer = producer(bank);
        sendAll(producer, topic);
        Inbox inbox = consume(topic);
        inbox.awaitBodies(bodies(0));
        await().atMost(PATIENCE).until(() -> bank.checks.keySet().containsAll(bodies(2, 3)));
        assertThat(inbox.bodies()).isEqualTo(bodies(0));

        bank.knows = true;
        inbox.awaitBodies(bodies(0, 2));
        // who was asked about the last one has been asked about all
        producer.sendMessageInTransaction(message(topic, Bank.body(62)), 62);
        Set<String> all = bodies(0, 2);
        all.add(Bank.body(62));
        inbox.awaitBodies(all);
        assertThat(inbox.received())
                .extracting(Inbox::body)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(bodies(1, 3));
        assertThat(inbox.received()).allMatch(each -> each.getTransactionId() != null);
    }

    @Test
    void transactions_that_wait_outlive_the_broker_and_their_producer() throws Exception {
        String topic = clients.own("Transfers");
        TransactionMQProducer first = producer(new Bank());
        sendAll(first, topic);
        Inbox inbox = consume(topic);
        inbox.awaitBodies(bodies(0));
        first.shutdown();
        cluster.broker().kill();
        cluster.startBroker();

        Bank bank = new Bank();
        bank.knows = true;
        TransactionMQProducer second = producer(bank);
        // a producer that has sent nothing yet is known to no broker
        second.send(message(topic, "hello"));
        Set<String> all = bodies(0, 2);
        all.add("hello");
        inbox.awaitBodies(all);
        await().atMost(PATIENCE).until(() -> bank.checks.keySet().containsAll(bodies(2, 3)));
        assertThat(inbox.bodies()).isEqualTo(all);
    }
}
