package io.apogeemq.benchmarks.load;

import io.apogeemq.protocol.frame.BadFrame;
import io.apogeemq.protocol.frame.Frame;
import io.apogeemq.protocol.frame.Head;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Looks at one frame in a receive buffer. The opaque of a JSON answer lies as far from its end as in the answer before,
 * which one comparison confirms; only when it does not, and for the fields of pull answers, the header is parsed.
 */
final class AnswerView {
    private static final long OPAQUE_NAME =
            ByteBuffer.wrap("\"opaque\"".getBytes(StandardCharsets.US_ASCII)).getLong();
    private static final long CODE_NAME =
            ByteBuffer.wrap("{\"code\":".getBytes(StandardCharsets.US_ASCII)).getLong();
    private static final int NAME_LENGTH = 8;

    private final Head head = new Head();
    private ByteBuffer in = ByteBuffer.allocate(0);
    private int headerAt;
    private int bodyAt;
    private int end;
    private int opaqueFromEnd = 64;
    private int code;
    private int opaque;
    private boolean parsed;

    /** @param at where the frame's length field lies; the frame is there as a whole */
    void look(ByteBuffer buffer, int at) throws IOException {
        in = buffer;
        end = at + 4 + buffer.getInt(at);
        int word = buffer.getInt(at + Frame.HEADER_WORD_AT);
        headerAt = at + Frame.HEADER_AT;
        bodyAt = headerAt + (word & Frame.MAX_HEADER_LENGTH);
        parsed = false;
        if (word >>> 24 == 0) {
            if (!glance()) {
                parse();
                for (int from = headerAt; from < bodyAt - NAME_LENGTH; from++) {
                    if (in.getLong(from) == OPAQUE_NAME) {
                        opaqueFromEnd = bodyAt - from;
                    }
                }
            }
        } else {
            code = buffer.getShort(headerAt);
            opaque = buffer.getInt(headerAt + 5);
        }
    }

    private boolean glance() {
        int name = bodyAt - opaqueFromEnd;
        if (name <= headerAt + NAME_LENGTH
                || in.getLong(name) != OPAQUE_NAME
                || in.getLong(headerAt) != CODE_NAME
                || in.get(headerAt + NAME_LENGTH + 1) != ',') {
            return false;
        }
        code = in.get(headerAt + NAME_LENGTH) - '0';
        int value = 0;
        int at = name + NAME_LENGTH + 1;
        for (int digit = in.get(at) - '0'; digit >= 0 && digit <= 9; digit = in.get(++at) - '0') {
            value = 10 * value + digit;
        }
        opaque = value;
        return code >= 0 && code <= 9;
    }

    private void parse() throws IOException {
        ByteBuffer frame = in.duplicate();
        frame.limit(end).position(headerAt - 4);
        try {
            head.read(frame);
        } catch (BadFrame e) {
            throw new IOException("an answer that cannot be read", e);
        }
        code = head.code();
        opaque = head.opaque();
        parsed = true;
    }

    int code() {
        return code;
    }

    int opaque() {
        return opaque;
    }

    int bodyAt() {
        return bodyAt;
    }

    int end() {
        return end;
    }

    /** The header, parsed. */
    Head head() throws IOException {
        if (!parsed) {
            parse();
        }
        return head;
    }

    long number(byte[] name) throws IOException {
        Head fields = head();
        int index = fields.find(name);
        if (index < 0) {
            throw new IOException("an answer " + code + " without " + new String(name, StandardCharsets.UTF_8) + ": "
                    + head.remark());
        }
        return fields.number(index);
    }
}
