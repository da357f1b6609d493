package io.apogeemq.benchmarks.micro;

import io.apogeemq.client.choice.FaultTable;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.ClientSettings;
import io.apogeemq.client.core.NameServerLookup;
import io.apogeemq.client.produce.Manner;
import io.apogeemq.client.produce.OutgoingMessage;
import io.apogeemq.client.produce.Producer;
import io.apogeemq.client.produce.SendOptions;
import io.apogeemq.client.produce.Sent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageClientIDSetter;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Sends of our client, from the call to the answer in the program's hands, against a peer in this process that costs little.
 * {@link #engine} has no socket and no second thread: its time is the client's own. The others are programs' sends over the
 * loopback with all threads; their time holds the kernel's, the waking of threads and the peer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ClientBenchmark {
    private static final int IN_FLIGHT = 64;
    private static final int QUEUES = 8;
    private static final long TIMEOUT_MILLIS = 3000;

    @Param({"100", "1024"})
    public int bodyLength = 100;

    private final CallerLoops loops = new CallerLoops();
    private final DefaultMQProducer face = new DefaultMQProducer("benchmark");
    private byte[] body = {};
    private @Nullable Producer engine;
    private @Nullable AnsweringPeer peer;

    @Setup
    public void open() throws Exception {
        body = new byte[bodyLength];
        ClientInstance instance = new ClientInstance(
                ClientSettings.defaults("10.0.0.9@benchmark", "127.0.0.1:9876"),
                loops,
                new InstantNetwork(loops, new Answers("127.0.0.1:10911", QUEUES)),
                NameServerLookup.NONE,
                List.of());
        Producer producer =
                new Producer(instance, "benchmark", MessageClientIDSetter::createUniqID, new FaultTable(loops.clock()));
        settled(instance.start());
        settled(producer.start(List.of("orders")));
        engine = producer;

        AnsweringPeer answering = new AnsweringPeer(QUEUES);
        peer = answering;
        face.setNamesrvAddr(answering.address());
        face.setVipChannelEnabled(false);
        face.start();
    }

    /** Header, properties and body to bytes; answer to the engine's result. */
    @Benchmark
    public Sent engine() {
        if (engine == null) {
            throw new IllegalStateException("the producer has not been made");
        }
        Map<String, String> properties = new HashMap<>();
        properties.put("TAGS", "TagA");
        properties.put("WAIT", "true");
        return settled(engine.send(
                new OutgoingMessage("orders", 0, properties, body), SendOptions.DEFAULT, Manner.SYNC, TIMEOUT_MILLIS));
    }

    private <T> T settled(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        loops.run();
        if (!future.isDone()) {
            throw new IllegalStateException("nothing is left to do, but it is not done");
        }
        return future.join();
    }

    /** One send after the other, each waited for. */
    @Benchmark
    public SendResult sync() throws Exception {
        return face.send(new Message("orders", "TagA", body));
    }

    /** One of {@value #IN_FLIGHT} sends whose answers are waited for together. */
    @Benchmark
    @OperationsPerInvocation(IN_FLIGHT)
    public void async() throws Exception {
        CountDownLatch answered = new CountDownLatch(IN_FLIGHT);
        SendCallback callback = new SendCallback() {
            @Override
            public void onSuccess(SendResult result) {
                answered.countDown();
            }

            @Override
            public void onException(Throwable e) {
                throw new IllegalStateException("a send failed", e);
            }
        };
        for (int i = 0; i < IN_FLIGHT; i++) {
            face.send(new Message("orders", "TagA", body), callback);
        }
        if (!answered.await(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("some sends were not answered");
        }
    }

    @TearDown
    public void close() throws IOException {
        face.shutdown();
        if (peer != null) {
            peer.close();
        }
    }
}
