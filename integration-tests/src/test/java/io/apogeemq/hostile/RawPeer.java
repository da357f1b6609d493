package io.apogeemq.hostile;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.frame.BadFrame;
import io.apogeemq.protocol.frame.Head;
import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.HeaderEncoding;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A socket that speaks the protocol, one frame at a time, in one thread. */
final class RawPeer implements AutoCloseable {
    private final Socket socket = new Socket();
    private final HeadWriter writer = new HeadWriter();
    private final OutputStream out;
    private final DataInputStream in;
    private int opaque;

    /** What came back. */
    record Answered(int code, @Nullable String remark, Map<String, String> fields, byte[] body) {}

    RawPeer(InetSocketAddress server, int patienceMillis) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(patienceMillis);
        try {
            socket.connect(server, patienceMillis);
            out = socket.getOutputStream();
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    Socket socket() {
        return socket;
    }

    /** A whole frame. */
    byte[] frame(HeaderEncoding encoding, int code, int flag, Map<String, String> fields, byte[] body) {
        writer.begin(encoding, code, Language.JAVA, 513, opaque++, flag, null).fields(fields);
        int length = writer.finish(body.length);
        byte[] frame = Arrays.copyOf(writer.bytes(), length + body.length);
        System.arraycopy(body, 0, frame, length, body.length);
        return frame;
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    Answered ask(int code, Map<String, String> fields, byte[] body) throws IOException {
        write(frame(HeaderEncoding.JSON, code, 0, fields, body));
        return read();
    }

    Answered read() throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        Head head = new Head();
        try {
            head.read(buffer);
        } catch (BadFrame e) {
            throw new IOException(e);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < head.count(); i++) {
            fields.put(head.name(i), head.text(i));
        }
        byte[] body = new byte[buffer.remaining()];
        buffer.get(body);
        return new Answered(head.code(), head.remark(), fields, body);
    }

    /** Takes what has come, without looking at it. */
    void drain() throws IOException {
        for (int there = in.available(); there > 0; there = in.available()) {
            in.skipNBytes(there);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
