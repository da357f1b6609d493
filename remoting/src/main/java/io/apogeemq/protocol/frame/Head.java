package io.apogeemq.protocol.frame;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.header.Fields;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The header of one received frame: the fixed members, and where each extField lies. Made to be reused: a loop has one
 * and reads every frame with it, so nothing is allocated until a value is asked for.
 *
 * <p>One thread at a time. What it hands out as text or bytes is a copy and stays valid.
 */
public final class Head extends FieldRanges {
    private static final int USUAL_LENGTH = 1024;

    /** One longer header must not take memory for the connection's life. */
    private static final int KEPT_LENGTH = 64 << 10;

    int code;
    Language language = Language.JAVA;
    int version;
    int opaque;
    int flag;
    int remarkFrom;
    int remarkTo;
    private HeaderEncoding encoding = HeaderEncoding.JSON;

    private final RecentTexts texts = new RecentTexts();
    private final JsonHeadReader json = new JsonHeadReader(this);
    private final BinaryHeadReader binary = new BinaryHeadReader(this);

    /**
     * Reads the header of a frame and leaves the buffer's position at the body.
     *
     * @param frame position at the header word, limit at the end of the frame
     * @throws BadFrame when this is no header in either encoding
     */
    public void read(ByteBuffer frame) throws BadFrame {
        if (frame.remaining() < 4) {
            throw new BadFrame("a frame of " + frame.remaining() + " bytes has no room for its header word");
        }
        int word = frame.getInt();
        int length = word & Frame.MAX_HEADER_LENGTH;
        if (length > frame.remaining()) {
            throw new BadFrame("a header of " + length + " bytes in a frame that has " + frame.remaining() + " left");
        }
        if (bytes.length < length || bytes.length > KEPT_LENGTH && length <= KEPT_LENGTH) {
            bytes = new byte[Math.max(length, USUAL_LENGTH)];
        }
        frame.get(bytes, 0, length);
        clear();
        switch (word >>> 24) {
            case 0 -> {
                encoding = HeaderEncoding.JSON;
                json.read(length);
            }
            case 1 -> {
                encoding = HeaderEncoding.BINARY;
                binary.read(length);
            }
            default -> throw new BadFrame("unknown header encoding " + (word >>> 24));
        }
    }

    private void clear() {
        code = 0;
        language = Language.JAVA;
        version = 0;
        opaque = 0;
        flag = 0;
        remarkFrom = 0;
        remarkTo = 0;
        count = 0;
    }

    public int code() {
        return code;
    }

    public Language language() {
        return language;
    }

    public int version() {
        return version;
    }

    public int opaque() {
        return opaque;
    }

    public boolean isResponse() {
        return (flag & Frame.RESPONSE) != 0;
    }

    public boolean isOneway() {
        return (flag & Frame.ONEWAY) != 0;
    }

    public HeaderEncoding encoding() {
        return encoding;
    }

    public @Nullable String remark() {
        return remarkTo == remarkFrom ? null : decode(remarkFrom, remarkTo);
    }

    @Override
    String decode(int from, int to) {
        return texts.of(bytes, from, to);
    }

    /** The fields as they are now, for who needs them after this head has been reused. */
    public Fields fields() {
        return copy();
    }
}
