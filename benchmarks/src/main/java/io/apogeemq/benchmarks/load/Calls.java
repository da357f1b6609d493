package io.apogeemq.benchmarks.load;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.frame.BadFrame;
import io.apogeemq.protocol.frame.Head;
import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.CreateTopicRequest;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Requests one by one over a connection of their own: what is done before and beside a load. */
public final class Calls implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int READ_WRITE = 6;
    private static final byte[] OFFSET = "offset".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final DataInputStream in;
    private final HeaderEncoding encoding;
    private final HeadWriter writer = new HeadWriter();
    private final Head head = new Head();
    private int opaque;

    public Calls(Target target) throws IOException {
        encoding = target.encoding();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(target.broker(), TIMEOUT_MILLIS);
        out = socket.getOutputStream();
        in = new DataInputStream(socket.getInputStream());
    }

    /** The queues' next offsets: where a new consumer begins. */
    public static long[] queueEnds(Target target, String topic, int queueCount) throws IOException {
        long[] ends = new long[queueCount];
        try (Calls calls = new Calls(target)) {
            for (int queue = 0; queue < queueCount; queue++) {
                Head answer = calls.call(
                        RequestCode.GET_MAX_OFFSET, Map.of("topic", topic, "queueId", Integer.toString(queue)));
                ends[queue] = answer.number(answer.find(OFFSET));
            }
        }
        return ends;
    }

    /** Makes a topic, readable and writable, or leaves it as it is. */
    public void createTopic(String topic, int queueCount) throws IOException {
        askForTopic(topic, queueCount);
        read();
    }

    /** As {@link #createTopic}, but the answer has yet to be read. */
    void askForTopic(String topic, int queueCount) throws IOException {
        begin(RequestCode.UPDATE_AND_CREATE_TOPIC)
                .fields(
                        CreateTopicRequest.CODEC,
                        new CreateTopicRequest(
                                topic,
                                "TBW102",
                                queueCount,
                                queueCount,
                                READ_WRITE,
                                "SINGLE_TAG",
                                0,
                                false,
                                null,
                                false));
        write();
    }

    /** Sends one message and waits for its answer. */
    public void send(String topic) throws IOException {
        SendFrames frames = new SendFrames(encoding, topic, 1, 64);
        ByteBuffer frame = ByteBuffer.allocate(frames.length());
        frames.put(frame, 0, SendFrames.FIRST_OPAQUE, 0);
        out.write(frame.array(), 0, frame.position());
        read();
    }

    private Head call(int code, Map<String, String> fields) throws IOException {
        begin(code).fields(fields);
        write();
        return read();
    }

    private HeadWriter begin(int code) {
        return writer.begin(encoding, code, Language.JAVA, SendFrames.VERSION, ++opaque, 0, null);
    }

    private void write() throws IOException {
        int length = writer.finish(0);
        out.write(writer.bytes(), 0, length);
    }

    /** The answer to the oldest request. */
    Head read() throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        try {
            head.read(ByteBuffer.wrap(frame));
        } catch (BadFrame e) {
            throw new IOException("an answer that cannot be read", e);
        }
        if (head.code() != ResponseCode.SUCCESS) {
            throw new IOException("refused: " + head.code() + " " + head.remark());
        }
        return head;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
