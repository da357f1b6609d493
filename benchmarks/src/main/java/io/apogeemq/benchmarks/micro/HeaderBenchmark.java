package io.apogeemq.benchmarks.micro;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.frame.BadFrame;
import io.apogeemq.protocol.frame.Head;
import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.PullAnswer;
import io.apogeemq.protocol.header.PullRequest;
import io.apogeemq.protocol.header.SendAnswer;
import io.apogeemq.protocol.header.SendRequest;
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

/** Reading and writing the four hot headers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HeaderBenchmark {
    @Param({"JSON", "BINARY"})
    public HeaderEncoding encoding = HeaderEncoding.JSON;

    private final Head head = new Head();
    private final HeadWriter writer = new HeadWriter();
    private ByteBuffer send = ByteBuffer.allocate(0);
    private ByteBuffer pull = ByteBuffer.allocate(0);

    @Setup
    public void encode() {
        send = Samples.frame(encoding, SendRequest.SHORT, Samples.SEND);
        pull = Samples.frame(encoding, PullRequest.CODEC, Samples.PULL);
    }

    /** The fixed members and where each field lies. */
    @Benchmark
    public Head scanSend() throws BadFrame {
        send.rewind();
        head.read(send);
        return head;
    }

    @Benchmark
    public SendRequest readSend() throws BadFrame {
        send.rewind();
        head.read(send);
        return SendRequest.SHORT.read(head);
    }

    @Benchmark
    public PullRequest readPull() throws BadFrame {
        pull.rewind();
        head.read(pull);
        return PullRequest.CODEC.read(head);
    }

    @Benchmark
    public int writeSendAnswer() {
        return writer.begin(encoding, 0, Language.JAVA, 513, 4711, 1, null)
                .fields(SendAnswer.CODEC, Samples.SEND_ANSWER)
                .finish(0);
    }

    @Benchmark
    public int writePullAnswer() {
        return writer.begin(encoding, 0, Language.JAVA, 513, 4711, 1, "FOUND")
                .fields(PullAnswer.CODEC, Samples.PULL_ANSWER)
                .finish(32 * 1024);
    }
}
