package io.apogeemq.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.apogeemq.nodes.Node;
import io.apogeemq.nodes.Places;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs where Apache's broker is on the class path: in the executions of that name. */
@EnabledIf("isApacheHere")
class ApacheDirectoryIT {
    private static final String ORDERS = "Orders";
    private static final String SOON = "Soon";
    private static final String LATER = "Later";
    private static final String HALF = "RMQ_SYS_TRANS_HALF_TOPIC";
    private static final String SCHEDULE = "SCHEDULE_TOPIC_XXXX";
    /** Of eleven messages each time. */
    private static final String KEY = "key5";

    /** Ten seconds, and two hours. */
    private static final int SOON_LEVEL = 3;

    private static final int LATER_LEVEL = 18;

    private final List<Runnable> running = new ArrayList<>();
    private final Queue<String> consumed = new ConcurrentLinkedQueue<>();

    static Stream<String> ways() {
        return Stream.of("stopped", "killed");
    }

    /** As 5.5.0 does it, 4.x does it too, and each way takes a minute. */
    static Stream<String> waysWithSecondFile() {
        return Directory.isApache4() ? Stream.of("stopped") : ways();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_directory_goes_from_apache_to_us_and_back(String how) throws Exception {
        try (Directory directory = new Directory(Places.empty(how)).start()) {
            goThereAndBack(directory, how);
        }
    }

    private void goThereAndBack(Directory directory, String how) throws Exception {
        Node apache = directory.startApache();
        // Apache's 4.x writes a group's place down ten seconds after its start first: a kill before that takes it
        // back
        boolean once = how.equals("stopped");
        Content content = content(directory);
        DefaultMQProducer producer = producer(directory);
        List<String> sent = sendOrders(producer, "apache");
        sendDelayed(producer);
        sendHalf(directory);
        awaitConsumed(directory, sent, once);
        Map<String, String> ofApache = content.of(ORDERS, SCHEDULE, HALF);
        assertThat(ofApache).hasSizeGreaterThanOrEqualTo(sent.size() + 3);
        end(apache, how);

        Node ours = directory.startOurs();
        assertThat(missing(ofApache, content.of(ORDERS, SCHEDULE, HALF))).isEmpty();
        sent.addAll(sendOrders(producer, "ours"));
        awaitConsumed(directory, sent, once);
        Map<String, String> ofOurs = content.of(ORDERS, SCHEDULE, HALF);
        Set<String> ofKey = only("keys " + KEY + ",", content.of(ORDERS)).keySet();
        assertThat(content.ofKey(ORDERS, KEY)).isEqualTo(ofKey).hasSizeGreaterThan(20);
        assertThat(ofOurs).hasSizeGreaterThanOrEqualTo(sent.size() + 3);
        if (how.equals("killed")) {
            awaitQueueFiles(directory, content.of(ORDERS));
        }
        end(ours, how);

        directory.startApache();
        assertThat(missing(ofOurs, content.of(ORDERS, SCHEDULE, HALF))).isEmpty();
        sent.addAll(sendOrders(producer, "apache again"));
        awaitConsumed(directory, sent, once);
        if (how.equals("stopped")) {
            // after a kill Apache's brokers drop index files that they had not forced
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(content.ofKey(ORDERS, KEY))
                            .containsAll(ofKey)
                            .isEqualTo(only("keys " + KEY + ",", content.of(ORDERS))
                                    .keySet()));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> content.of(SOON).size() >= 1);
        assertThat(content.of(SOON).values()).allMatch(each -> each.contains("soon"));
        if (how.equals("stopped")) {
            // after a kill the file of delays is behind what was delivered, and Apache's broker goes by the file alone
            assertThat(content.of(SOON)).hasSize(1);
        }
        if (!Directory.isApache4()) {
            // 4.x forgets the delays itself when it makes queue units again after a kill, also without us
            assertThat(content.of(LATER)).as("still two hours to go").isEmpty();
        }
    }

    /**
     * After a kill Apache's brokers read ten files of the log again. Where these are as small as here a burst of sends is
     * further ahead of the queue files for some seconds.
     */
    private static void awaitQueueFiles(Directory directory, Map<String, String> messages) {
        long last = messages.values().stream()
                .mapToLong(each -> Long.parseLong(each.substring("at ".length(), each.indexOf(':'))))
                .max()
                .orElse(0);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> last - directory.queuesReach() < 8L * directory.logFileLength());
    }

    /** Apache's brokers go round over the directories in the order of their names; so do we. */
    @Test
    void a_log_over_several_directories_goes_from_apache_to_us_and_back() throws Exception {
        Path place = Places.empty("several");
        List<Path> inOrder =
                Stream.of("Mm", "a2", "b10", "zz").map(place::resolve).toList();
        String written = place.resolve("zz") + "," + place.resolve("b10") + "," + place.resolve("Mm") + ","
                + place.resolve("a2");
        int fileLength = 64 << 10;
        try (Directory directory = new Directory(place)
                .with("storePathCommitLog", written)
                .with("mappedFileSizeCommitLog", String.valueOf(fileLength))
                .start()) {
            goThereAndBack(directory, "stopped");
        }
        int files = 0;
        for (int each = 0; each < inOrder.size(); each++) {
            String[] names = inOrder.get(each).toFile().list();
            assertThat(names).isNotEmpty();
            for (String name : names) {
                files++;
                assertThat(Long.parseLong(name) / fileLength % inOrder.size())
                        .as("%s in %s", name, inOrder.get(each))
                        .isEqualTo(each);
            }
        }
        assertThat(files).isGreaterThan(20);
    }

    /** Apache's broker keeps tag codes in a second file then, ours does not; who asks for a tag must not notice. */
    @ParameterizedTest
    @MethodSource("waysWithSecondFile")
    void queues_with_a_second_file_go_from_apache_to_us_and_back(String how) throws Exception {
        Path place = Places.empty("ext-" + how);
        try (Directory directory = new Directory(place)
                .with("enableConsumeQueueExt", "true")
                // more files than either broker reads again after a clean exit
                .with("mappedFileSizeCommitLog", String.valueOf(64 << 10))
                // more files than Apache's broker looks into when it starts
                .with("mappedFileSizeConsumeQueue", "400")
                .start()) {
            goThereAndBack(directory, how);
            Content content = content(directory);
            Map<String, String> all = content.of(ORDERS);
            assertThat(only("tags Tag1", all)).hasSizeGreaterThan(300);
            assertThat(missing(only("tags Tag1", all), content.tagged("Tag1", ORDERS)))
                    .isEmpty();
        }
    }

    /** What was there before and is not, or is another message now. */
    private static Map<String, String> missing(Map<String, String> before, Map<String, String> now) {
        Map<String, String> missing = new TreeMap<>(before);
        missing.entrySet().removeAll(now.entrySet());
        // 4.9.7 has some topics for itself only, ours for everybody when it has written them into topics.json at its
        // end
        missing.entrySet()
                .removeIf(
                        each -> each.getValue().startsWith(Content.NOT_FOR_CLIENTS) && now.containsKey(each.getKey()));
        return missing;
    }

    private static List<Long> tagCodes(Path queue) throws IOException {
        List<Long> codes = new ArrayList<>();
        try (Stream<Path> files = Files.list(queue)) {
            for (Path file : files.sorted().toList()) {
                ByteBuffer units = ByteBuffer.wrap(Files.readAllBytes(file));
                for (int at = 12; at < units.limit(); at += 20) {
                    codes.add(units.getLong(at));
                }
            }
        }
        return codes;
    }

    private static Map<String, String> only(String part, Map<String, String> all) {
        Map<String, String> found = new TreeMap<>(all);
        found.values().removeIf(each -> !each.contains(part));
        return found;
    }

    private static void end(Node broker, String how) {
        if (how.equals("killed")) {
            broker.kill();
        } else {
            broker.stop();
        }
    }

    /** Single messages and batches, some of them long, with tags and keys; returns the bodies' beginnings. */
    private static List<String> sendOrders(DefaultMQProducer producer, String by) {
        List<String> sent = new ArrayList<>();
        for (int number = 0; number < 300; number++) {
            String text = by + number + " ";
            sent.add(text);
            send(producer, order(text, number % 10 == 0 ? 40_000 : 100, number));
        }
        for (int batch = 0; batch < 10; batch++) {
            List<Message> messages = new ArrayList<>();
            for (int number = 0; number < 10; number++) {
                String text = by + batch + "-" + number + " ";
                sent.add(text);
                messages.add(order(text, 50, number));
            }
            untilConfirmed(() -> producer.send(messages).getSendStatus() == SendStatus.SEND_OK);
        }
        return sent;
    }

    private static Message order(String text, int length, int number) {
        return new Message(ORDERS, "Tag" + number % 3, "key" + number, (text + ".".repeat(length)).getBytes(UTF_8));
    }

    private static void sendDelayed(DefaultMQProducer producer) {
        Message soon = new Message(SOON, "soon", "soon".getBytes(UTF_8));
        soon.setDelayTimeLevel(SOON_LEVEL);
        send(producer, soon);
        Message later = new Message(LATER, "later", "later".getBytes(UTF_8));
        later.setDelayTimeLevel(LATER_LEVEL);
        send(producer, later);
    }

    private static void send(DefaultMQProducer producer, Message message) {
        untilConfirmed(() -> producer.send(message).getSendStatus() == SendStatus.SEND_OK);
    }

    /** A broker that just started refuses, or is not found, for a moment. */
    private static void untilConfirmed(Callable<Boolean> sending) {
        await().pollDelay(Duration.ZERO)
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(sending);
    }

    /** A message whose transaction stays undecided. */
    private void sendHalf(Directory directory) throws Exception {
        TransactionMQProducer producer = new TransactionMQProducer("deciders");
        producer.setNamesrvAddr(directory.nameServers());
        producer.setInstanceName("deciders" + System.nanoTime());
        producer.setTransactionListener(new TransactionListener() {
            @Override
            public LocalTransactionState executeLocalTransaction(Message message, Object argument) {
                return LocalTransactionState.UNKNOW;
            }

            @Override
            public LocalTransactionState checkLocalTransaction(MessageExt message) {
                return LocalTransactionState.UNKNOW;
            }
        });
        running.add(producer::shutdown);
        producer.start();
        producer.sendMessageInTransaction(new Message(ORDERS, "half".getBytes(UTF_8)), null);
    }

    private DefaultMQProducer producer(Directory directory) throws Exception {
        DefaultMQProducer producer = new DefaultMQProducer("producers");
        producer.setNamesrvAddr(directory.nameServers());
        producer.setInstanceName("producer" + System.nanoTime());
        producer.setSendMsgTimeout(10_000);
        producer.setPollNameServerInterval(1_000);
        // long messages are to fill files
        producer.setCompressMsgBodyOverHowmuch(Integer.MAX_VALUE);
        running.add(producer::shutdown);
        producer.start();
        return producer;
    }

    private Content content(Directory directory) throws Exception {
        Content content = new Content(directory.nameServers());
        running.add(content::close);
        return content;
    }

    /** A member of the one group comes, gets what the group has not had yet, and goes. */
    private void awaitConsumed(Directory directory, List<String> bodies, boolean once) throws Exception {
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("group");
        consumer.setNamesrvAddr(directory.nameServers());
        consumer.setInstanceName("consumer" + System.nanoTime());
        consumer.setPollNameServerInterval(1_000);
        // when two of its heartbeats meet, Apache's client drops the later one; brokers refuse its pulls until the next
        consumer.setHeartbeatBrokerInterval(1_000);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setAwaitTerminationMillisWhenShutdown(5_000);
        consumer.subscribe(ORDERS, "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            messages.forEach(each -> {
                String text = new String(each.getBody(), UTF_8);
                consumed.add(text.substring(0, text.indexOf('.')));
            });
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Set.copyOf(consumed).containsAll(bodies));
        } finally {
            consumer.shutdown();
        }
        if (once) {
            assertThat(consumed).as("each once").containsExactlyInAnyOrderElementsOf(bodies);
        }
    }

    static boolean isApacheHere() {
        return Directory.isApacheHere();
    }

    @AfterEach
    void end() {
        running.forEach(Runnable::run);
    }
}
