package io.apogeemq.benchmarks.micro;

import io.apogeemq.protocol.message.MessageProperties.FixedProperty;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.PropertyKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A message from what came in to the bytes of its record, as a send does it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RecordBenchmark {
    private static final FixedProperty REGION = new FixedProperty(PropertyKey.REGION, "DefaultRegion");
    private static final FixedProperty TRACE_ON = new FixedProperty(PropertyKey.TRACE_ON, "true");
    private static final FixedProperty CLUSTER = new FixedProperty(PropertyKey.CLUSTER, "DefaultCluster");

    @Param({"100", "1024"})
    public int bodyLength = 100;

    private final InetSocketAddress host = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10911);
    private final OutgoingRecord record = new OutgoingRecord();
    private final ByteBuffer target = ByteBuffer.allocateDirect(64 << 10);
    private ByteBuffer body = ByteBuffer.allocate(0);

    @Setup
    public void makeBody() {
        body = ByteBuffer.allocateDirect(bodyLength);
    }

    /** Properties taken over and added to, head and tail built, body summed up. */
    @Benchmark
    public int encode() {
        fill();
        record.encode();
        return record.length();
    }

    /** And what happens under the log's lock. */
    @Benchmark
    public ByteBuffer encodeAndCopy() {
        fill();
        record.encode();
        record.place(4711, 1 << 20, 1_790_000_000_000L);
        target.clear();
        record.copyTo(target);
        return target;
    }

    @Benchmark
    public String messageId() {
        return OffsetMessageId.text(host, 1 << 20);
    }

    private void fill() {
        record.set("orders", 3, 0, 0, 1_790_000_000_000L, host, host, 0, 0, body);
        record.properties().set(Samples.PROPERTIES, 0, Samples.PROPERTIES.length);
        record.properties().put(REGION);
        record.properties().put(TRACE_ON);
        record.properties().put(CLUSTER);
    }
}
