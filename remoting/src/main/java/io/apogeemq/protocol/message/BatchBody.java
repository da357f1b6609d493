package io.apogeemq.protocol.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The body of a batch send: items back to back.
 * <pre>
 *   at  length  field
 *    0       4  length            of the whole item
 *    4       4  magic             0
 *    8       4  bodyCrc           0: the broker sums it
 *   12       4  flag
 *   16       4  bodyLength
 *   20       n  body
 *            2  propertiesLength
 *            p  properties
 * </pre>
 * This walks over the items of such a body without copying it. Reusable; one thread at a time. Source: spec messages 12.
 */
public final class BatchBody {
    private static final int FLAG_AT = 12;
    private static final int BODY_LENGTH_AT = 16;
    private static final int BODY_AT = 20;
    private static final int SHORTEST = BODY_AT + 2;

    private ByteBuffer source = ByteBuffer.allocate(0);
    private int next;
    private int at;
    private int bodyLength;
    private int propertiesLength;
    private int count;
    private @Nullable String broken;

    /** Begins before the first item of position to limit. */
    public void open(ByteBuffer body) {
        source = body;
        next = body.position();
        count = 0;
        broken = null;
    }

    /** Goes to the next item; false at the end, or where the bytes are no item: then {@link #isBroken}. */
    public boolean next() {
        int room = source.limit() - next;
        if (broken != null || room == 0) {
            return false;
        }
        int length = room < SHORTEST ? 0 : source.getInt(next);
        if (length < SHORTEST || length > room) {
            return fail("item " + count + " does not fit into the " + room + " bytes that are left of the batch");
        }
        int left = length - SHORTEST;
        int bodyBytes = source.getInt(next + BODY_LENGTH_AT);
        if (bodyBytes < 0 || bodyBytes > left) {
            return fail("item " + count + " of " + length + " bytes cannot hold a body of " + bodyBytes + " bytes");
        }
        int propertyBytes = source.getShort(next + BODY_AT + bodyBytes);
        if (propertyBytes != left - bodyBytes) {
            // a writer that does not look cuts a longer length to 16 bits
            return fail(
                    left - bodyBytes > RecordLayout.LONGEST_PROPERTIES
                            ? "item " + count + " has properties of " + (left - bodyBytes) + " bytes, a message holds "
                                    + RecordLayout.LONGEST_PROPERTIES
                            : "item " + count + " has room for properties of " + (left - bodyBytes)
                                    + " bytes and says that they are " + propertyBytes);
        }
        at = next;
        bodyLength = bodyBytes;
        propertiesLength = propertyBytes;
        next += length;
        count++;
        return true;
    }

    private boolean fail(String why) {
        broken = why;
        return false;
    }

    /** Whether the walk ended at bytes that are no item. */
    public boolean isBroken() {
        return broken != null;
    }

    /** Why those bytes are no item, the first item being 0; null where nothing is wrong. */
    public @Nullable String whyBroken() {
        return broken;
    }

    public int flag() {
        return source.getInt(at + FLAG_AT);
    }

    /** The item's body where it lies: a view. */
    public ByteBuffer body() {
        return source.slice(at + BODY_AT, bodyLength);
    }

    /** Copies the item's properties. */
    public void properties(MessageProperties into) {
        into.set(source, at + BODY_AT + bodyLength + 2, propertiesLength);
    }

    /**
     * Writes one item behind the others.
     *
     * @throws IllegalArgumentException when the properties are too long for an item
     */
    public static void write(int flag, byte[] body, byte[] properties, ByteArrayOutputStream to) {
        if (properties.length > RecordLayout.LONGEST_PROPERTIES) {
            throw new IllegalArgumentException(
                    "properties of " + properties.length + " bytes; an item holds " + RecordLayout.LONGEST_PROPERTIES);
        }
        ByteBuffer item = ByteBuffer.allocate(SHORTEST + body.length + properties.length);
        item.putInt(item.capacity()).putInt(0).putInt(0).putInt(flag).putInt(body.length);
        item.put(body).putShort((short) properties.length).put(properties);
        to.writeBytes(item.array());
    }
}
