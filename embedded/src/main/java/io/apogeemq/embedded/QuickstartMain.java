package io.apogeemq.embedded;

import io.apogeemq.broker.BrokerMain;
import io.apogeemq.broker.BrokerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.cli.ParseException;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.slf4j.LoggerFactory;

/**
 * {@code quickstart}: starts a NameServer and a broker on free ports, sends the steps of three orders, each order to its
 * queue, consumes them in order, and checks that. Ends with 0 only if every step of every order came in its place.
 */
public final class QuickstartMain {
    private static final String TOPIC = "orders";

    /** Set by {@code bin/java.sh} when this process is the one whose classes are archived. */
    private static final String TRAINING = "apogeemq.training";

    private static final long WAIT_SECONDS = 30;
    private static final int FAILED = 1;

    private final PrintStream out;

    private QuickstartMain(PrintStream out) {
        this.out = out;
    }

    /** What was consumed, and where it came from. */
    private record Consumed(int queueId, OrderStep step) {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        boolean inOrder;
        try {
            inOrder = new QuickstartMain(out).run();
        } catch (Exception e) {
            LoggerFactory.getLogger(QuickstartMain.class).info("the quickstart failed", e);
            System.err.println(
                    "The quickstart failed: " + causes(e) + " (the whole story: ~/logs/rocketmqlogs/quickstart.log)");
            System.exit(FAILED);
            return;
        }
        out.println(inOrder ? "Every order's steps came in order." : "The steps did not come as they were sent.");
        System.exit(inOrder ? 0 : FAILED);
    }

    /** What each says that does not only repeat the one before. */
    private static String causes(Throwable failure) {
        StringBuilder all = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable each = failure.getCause(); each != null; each = each.getCause()) {
            String text = String.valueOf(each.getMessage());
            if (all.indexOf(text) < 0) {
                all.append(": ").append(text);
            }
        }
        return all.toString();
    }

    private boolean run() throws Exception {
        Path directory = Files.createTempDirectory("apogeemq-quickstart");
        try (Standalone standalone = Standalone.start(place(directory), Map.of())) {
            out.println("NameServer " + standalone.place().nameServer() + ", broker "
                    + standalone.place().broker() + ", store " + directory);
            boolean inOrder = exchange(standalone.place().nameServer());
            if (Boolean.getBoolean(TRAINING)) {
                startByCommand(directory, standalone.place().nameServer());
            }
            return inOrder;
        } finally {
            delete(directory);
        }
    }

    /** A server's command lines, with all that they use: so the archive that is made of this process has their classes, too. */
    private static void startByCommand(Path directory, String nameServer) throws IOException, ParseException {
        StandaloneMain.wish("-d", directory.toString(), "-b", "10911");
        Path settings = directory.resolve("second.conf");
        Files.writeString(
                settings,
                "brokerName=second\nbrokerIP1=127.0.0.1\nnamesrvAddr=" + nameServer + "\nlistenPort="
                        + brokerPort(loopback()) + "\nstorePathRootDir=" + directory.resolve("second") + "\n");
        BrokerMain.open("-c", settings.toString()).ifPresent(BrokerProcess::close);
    }

    private boolean exchange(String nameServer) throws Exception {
        BlockingQueue<Consumed> received = new LinkedBlockingQueue<>();
        DefaultMQPushConsumer consumer = consumer(nameServer, received);
        DefaultMQProducer producer = new DefaultMQProducer("quickstart_producer");
        producer.setNamesrvAddr(nameServer);
        try {
            producer.start();
            send(producer);
            consumer.start();
            return check(receive(received));
        } finally {
            producer.shutdown();
            consumer.shutdown();
        }
    }

    /** All steps of one order go to one queue: that is what keeps them in order. */
    private void send(DefaultMQProducer producer) throws Exception {
        out.println("Sent:");
        for (OrderStep step : OrderStep.example()) {
            Message message = new Message(TOPIC, step.text().getBytes(StandardCharsets.UTF_8));
            SendResult result = producer.send(
                    message,
                    (queues, sent, orderId) -> queues.get((int) ((Long) orderId % queues.size())),
                    step.orderId());
            out.println("  order " + step.orderId() + " " + step.name() + "  -> queue "
                    + result.getMessageQueue().getQueueId() + ", " + result.getSendStatus());
        }
    }

    private static DefaultMQPushConsumer consumer(String nameServer, BlockingQueue<Consumed> received)
            throws MQClientException {
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("quickstart_consumer");
        consumer.setNamesrvAddr(nameServer);
        consumer.subscribe(TOPIC, "*");
        consumer.registerMessageListener((MessageListenerOrderly) (messages, context) -> {
            for (MessageExt message : messages) {
                String text = new String(message.getBody(), StandardCharsets.UTF_8);
                received.add(new Consumed(message.getQueueId(), OrderStep.parse(text)));
            }
            return ConsumeOrderlyStatus.SUCCESS;
        });
        return consumer;
    }

    private static List<Consumed> receive(BlockingQueue<Consumed> received) throws InterruptedException {
        List<Consumed> all = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (all.size() < OrderStep.example().size()) {
            Consumed next = received.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            all.add(next);
        }
        return all;
    }

    private boolean check(List<Consumed> consumed) {
        Map<Integer, List<OrderStep>> byQueue = new TreeMap<>();
        Map<Long, List<OrderStep>> byOrder = new TreeMap<>();
        for (Consumed one : consumed) {
            byQueue.computeIfAbsent(one.queueId(), queueId -> new ArrayList<>()).add(one.step());
            byOrder.computeIfAbsent(one.step().orderId(), order -> new ArrayList<>())
                    .add(one.step());
        }
        out.println("Consumed:");
        byQueue.forEach((queueId, steps) -> {
            out.println("  queue " + queueId);
            steps.forEach(step -> out.println("    order " + step.orderId() + " " + step.name()));
        });
        Map<Long, List<OrderStep>> wanted = new TreeMap<>();
        OrderStep.example()
                .forEach(step -> wanted.computeIfAbsent(step.orderId(), order -> new ArrayList<>())
                        .add(step));
        return byOrder.equals(wanted);
    }

    private static Standalone.Place place(Path directory) throws IOException {
        InetAddress loopback = loopback();
        try (ServerSocket nameServer = new ServerSocket(0, 1, loopback)) {
            return new Standalone.Place(
                    directory, loopback.getHostAddress(), nameServer.getLocalPort(), brokerPort(loopback));
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    /** A port that is free, as is the one two below. */
    private static int brokerPort(InetAddress host) throws IOException {
        IOException last = new IOException("no two free ports");
        for (int i = 0; i < 100; i++) {
            try (ServerSocket port = new ServerSocket(0, 1, host);
                    ServerSocket fast = new ServerSocket(port.getLocalPort() - 2, 1, host)) {
                return fast.getLocalPort() + 2;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
