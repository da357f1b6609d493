package io.apogeemq.protocol.message;

import static io.apogeemq.protocol.message.RecordLayout.LONGEST_PROPERTIES;
import static io.apogeemq.protocol.message.RecordLayout.LONGEST_TOPIC;
import static io.apogeemq.protocol.message.RecordLayout.LONGEST_TOPIC_V1;
import static io.apogeemq.protocol.message.RecordLayout.MAGIC_V1;
import static io.apogeemq.protocol.message.RecordLayout.MAGIC_V2;
import static io.apogeemq.protocol.message.RecordLayout.POSITION_AT;
import static io.apogeemq.protocol.message.RecordLayout.QUEUE_OFFSET_AT;
import static io.apogeemq.protocol.message.RecordLayout.SHORTEST;
import static io.apogeemq.protocol.message.RecordLayout.bodyAt;
import static io.apogeemq.protocol.message.RecordLayout.storeMillisAt;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way into the log. Filled, perhaps rewritten by the append stages, then encoded: everything that
 * costs time (texts, lengths, the body's sum) happens there, before the log's lock. Under the lock {@code place} only
 * writes three numbers, and {@link #copyTo} copies head, body and tail. The body is not copied before that: it must stay
 * unchanged until the append returns.
 *
 * <p>Reusable: one for each io loop; not shared. Source of the layout: {@link RecordLayout}.
 */
public final class OutgoingRecord implements OutgoingRecords {
    private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0);

    private final CRC32 crc = new CRC32();
    private final MessageProperties properties = new MessageProperties();
    private final ByteBuffer head = ByteBuffer.allocate(SHORTEST + 32).order(ByteOrder.BIG_ENDIAN);
    private byte[] tail = new byte[1024];

    private String topic = "";
    private int queueId;
    private int flag;
    private int sysFlag;
    private long bornMillis;
    private byte[] bornHost = new byte[0];
    private @Nullable InetSocketAddress bornHostOf;
    private byte[] storeHost = new byte[0];
    private @Nullable InetSocketAddress storeHostOf;
    private int reconsumeTimes;
    private long preparedPosition;
    private ByteBuffer body = NO_BODY;

    private boolean encoded;
    private int headLength;
    private int tailLength;
    private long tagCode;
    private long delayMillis;

    private long queueOffset;
    private long position;
    private long storeMillis;

    /**
     * Begins a new message. Properties are empty afterwards: fill them through {@link #properties()}.
     *
     * @param body position to limit; neither copied nor moved
     * @param preparedPosition of the half message that this one commits, else 0
     */
    public OutgoingRecord set(
            String topic,
            int queueId,
            int flag,
            int sysFlag,
            long bornMillis,
            InetSocketAddress bornHost,
            InetSocketAddress storeHost,
            int reconsumeTimes,
            long preparedPosition,
            ByteBuffer body) {
        this.topic = topic;
        this.queueId = queueId;
        this.flag = flag;
        this.sysFlag = sysFlag;
        this.bornMillis = bornMillis;
        if (!bornHost.equals(bornHostOf)) {
            this.bornHost = hostBytes(bornHost);
            bornHostOf = bornHost;
        }
        if (!storeHost.equals(storeHostOf)) {
            this.storeHost = hostBytes(storeHost);
            storeHostOf = storeHost;
        }
        this.reconsumeTimes = reconsumeTimes;
        this.preparedPosition = preparedPosition;
        this.body = body;
        properties.clear();
        encoded = false;
        queueOffset = 0;
        position = -1;
        return this;
    }

    /** Lets go of the body, so that a reused record does not keep a network buffer alive. */
    public void clear() {
        body = NO_BODY;
        encoded = false;
    }

    /** The properties, to be read and changed until {@link #encode}. */
    public MessageProperties properties() {
        encoded = false;
        return properties;
    }

    /** Sends it to another queue. */
    public void redirect(String newTopic, int newQueueId) {
        topic = newTopic;
        queueId = newQueueId;
        encoded = false;
    }

    public void sysFlag(int newSysFlag) {
        sysFlag = newSysFlag;
        encoded = false;
    }

    public void reconsumeTimes(int times) {
        reconsumeTimes = times;
        encoded = false;
    }

    public String topic() {
        return topic;
    }

    public int queueId() {
        return queueId;
    }

    public int flag() {
        return flag;
    }

    public int sysFlag() {
        return sysFlag;
    }

    public long bornMillis() {
        return bornMillis;
    }

    public int reconsumeTimes() {
        return reconsumeTimes;
    }

    public ByteBuffer body() {
        return body;
    }

    /**
     * Brings it into its final form; does nothing when that is done. After it come {@link #length()}, {@link #tagCode()}
     * and the append.
     *
     * @throws IllegalArgumentException when topic or properties are longer than a record can hold, or the topic is empty
     */
    @Override
    public void encode() {
        if (encoded) {
            return;
        }
        encodeTail();
        // whatever a sender said of it: only an append knows what follows
        int flags = sysFlag & ~(SysFlag.BORN_HOST_V6 | SysFlag.STORE_HOST_V6 | SysFlag.FOLLOWED);
        flags |= bornHost.length > 8 ? SysFlag.BORN_HOST_V6 : 0;
        flags |= storeHost.length > 8 ? SysFlag.STORE_HOST_V6 : 0;
        sysFlag = flags;
        headLength = bodyAt(flags);
        head.clear();
        head.putInt(headLength + body.remaining() + tailLength)
                .putInt(tail[0] == 0 ? MAGIC_V2 : MAGIC_V1)
                .putInt(bodyCrc())
                .putInt(queueId)
                .putInt(flag)
                .putLong(0)
                .putLong(0)
                .putInt(flags)
                .putLong(bornMillis)
                .put(bornHost)
                .putLong(0)
                .put(storeHost)
                .putInt(reconsumeTimes)
                .putLong(preparedPosition)
                .putInt(body.remaining());
        tagCode = properties.tagCode();
        delayMillis = NOT_DELAYED;
        encoded = true;
    }

    /** Topic and properties with their lengths. A v2 topic is longer than 127 bytes: its first length byte is 0, a v1 one's never. */
    private void encodeTail() {
        int propertiesLength = properties.length();
        if (propertiesLength > LONGEST_PROPERTIES) {
            throw new IllegalArgumentException(
                    "properties of " + propertiesLength + " bytes; a record holds " + LONGEST_PROPERTIES);
        }
        if (properties.hasZeros(RecordLayout.SECTOR)) {
            throw new IllegalArgumentException("properties with " + RecordLayout.SECTOR
                    + " zero bytes in a row: after a loss of power they could not be told from what a disk has lost");
        }
        int room = 2 + topic.length() * 3 + 2 + propertiesLength;
        if (tail.length < room) {
            tail = new byte[Math.max(room, tail.length * 2)];
        }
        int topicLength = writeTopic(1);
        if (topicLength == 0 || topicLength > LONGEST_TOPIC) {
            throw new IllegalArgumentException(
                    "a topic has 1 to " + LONGEST_TOPIC + " bytes, not " + topicLength + ": '" + topic + "'");
        }
        int at = 1;
        if (topicLength > LONGEST_TOPIC_V1) {
            writeTopic(2);
            tail[0] = 0;
            tail[1] = (byte) topicLength;
            at = 2;
        } else {
            tail[0] = (byte) topicLength;
        }
        at += topicLength;
        tail[at] = (byte) (propertiesLength >> 8);
        tail[at + 1] = (byte) propertiesLength;
        properties.copyTo(tail, at + 2);
        tailLength = at + 2 + propertiesLength;
    }

    private int writeTopic(int at) {
        for (int i = 0; i < topic.length(); i++) {
            char c = topic.charAt(i);
            if (c >= 0x80) {
                byte[] bytes = topic.getBytes(StandardCharsets.UTF_8);
                System.arraycopy(bytes, 0, tail, at, bytes.length);
                return bytes.length;
            }
            tail[at + i] = (byte) c;
        }
        return topic.length();
    }

    private int bodyCrc() {
        int from = body.position();
        crc.reset();
        crc.update(body);
        body.position(from);
        return (int) crc.getValue() & Integer.MAX_VALUE;
    }

    private static byte[] hostBytes(InetSocketAddress host) {
        if (host.isUnresolved()) {
            throw new IllegalArgumentException("the host " + host + " has no address");
        }
        byte[] address = host.getAddress().getAddress();
        return ByteBuffer.allocate(address.length + 4)
                .put(address)
                .putInt(host.getPort())
                .array();
    }

    /** Bytes of the whole record; encoded. */
    @Override
    public int length() {
        return headLength + body.remaining() + tailLength;
    }

    /** The code of the tags; encoded. */
    public long tagCode() {
        return tagCode;
    }

    /** Gives it its place; encoded. The log's lock is held. */
    public void place(long newQueueOffset, long newPosition, long newStoreMillis) {
        queueOffset = newQueueOffset;
        position = newPosition;
        storeMillis = newStoreMillis;
        head.putLong(QUEUE_OFFSET_AT, newQueueOffset);
        head.putLong(POSITION_AT, newPosition);
        head.putLong(storeMillisAt(sysFlag), newStoreMillis);
    }

    /** Copies the whole record, {@link #length()} bytes; encoded. The target's position moves behind it. */
    @Override
    public void copyTo(ByteBuffer target) {
        target.put(head.array(), 0, headLength);
        int at = target.position();
        target.put(at, body, body.position(), body.remaining());
        target.position(at + body.remaining());
        target.put(tail, 0, tailLength);
    }

    /** The whole record as bytes: for what is not stored by a log. Encodes it first. */
    public byte[] toBytes() {
        encode();
        ByteBuffer bytes = ByteBuffer.allocate(length());
        copyTo(bytes);
        return bytes.array();
    }

    /** Its number in the queue, once placed. */
    public long queueOffset() {
        return queueOffset;
    }

    /** Where it lies, once placed; -1 before. */
    public long position() {
        return position;
    }

    /** Where the log goes on behind it, once placed. */
    @Override
    public long endPosition() {
        return position + length();
    }

    @Override
    public long storeMillis() {
        return storeMillis;
    }

    // ---- as the only one of its append

    @Override
    public int count() {
        return 1;
    }

    @Override
    public int length(int index) {
        return length();
    }

    @Override
    public String topic(int index) {
        return topic;
    }

    @Override
    public int queueId(int index) {
        return queueId;
    }

    @Override
    public boolean isQueued(int index) {
        return SysFlag.isQueued(sysFlag);
    }

    @Override
    public MessageProperties encodedProperties(int index) {
        return properties;
    }

    @Override
    public long tagCode(int index) {
        return tagCode;
    }

    @Override
    public long delayMillis(int index) {
        return delayMillis;
    }

    @Override
    public void delayMillis(int index, long millis) {
        delayMillis = millis;
    }

    @Override
    public void place(int index, long newQueueOffset, long newPosition, long newStoreMillis) {
        place(newQueueOffset, newPosition, newStoreMillis);
    }

    @Override
    public long queueOffset(int index) {
        return queueOffset;
    }

    @Override
    public long position(int index) {
        return position;
    }
}
