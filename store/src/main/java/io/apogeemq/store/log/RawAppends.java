package io.apogeemq.store.log;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.store.queue.QueueName;
import io.apogeemq.store.queue.UnitCodes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of a leader's log and appends the whole records among them at the end of this one, each after a look at
 * all that can be checked: its lengths, its sum, and that it says itself that it lies there. What a record's queue gets is
 * decided as for any other. One thread at a time.
 */
public final class RawAppends {
    private final LogWriter writer;
    private final UnitCodes codes;
    private final RecordReader reader = new RecordReader();
    private final MessageProperties properties = new MessageProperties();
    private final RawRecord record = new RawRecord();
    private String topic = "";

    public RawAppends(LogWriter writer, UnitCodes codes) {
        this.writer = writer;
        this.codes = codes;
    }

    /** The longest that one record, or the blank one at a file's end, can be. */
    public int longest() {
        return writer.longestRecord();
    }

    /**
     * Appends what is whole at the buffer's front and moves its position behind that. What is left is the beginning of a record
     * that goes on; it is called again when more has come.
     *
     * @throws BadLeaderBytes at the first record that cannot be right; those before it are appended
     */
    public RawResult append(ByteBuffer bytes) throws BadLeaderBytes {
        while (bytes.remaining() >= RecordLayout.BLANK_LENGTH) {
            int at = bytes.position();
            int length = requireLength(bytes, at);
            if (bytes.remaining() < length || isBeginOfMore(bytes, at, length)) {
                break;
            }
            RawResult result = bytes.getInt(at + RecordLayout.MAGIC_AT) == RecordLayout.MAGIC_BLANK
                    ? appendBlank(bytes, at, length)
                    : appendRecord(bytes, at, length);
            if (result != RawResult.APPENDED) {
                return result;
            }
            bytes.position(at + length);
        }
        return RawResult.APPENDED;
    }

    /** Of the record that was found {@link RawResult#TOPIC_REMADE}. */
    public String topic() {
        return topic;
    }

    /** Why nothing is taken now, with the remedy; null while it is. */
    public @Nullable String refusal() {
        return writer.trouble();
    }

    private int requireLength(ByteBuffer bytes, int at) throws BadLeaderBytes {
        int length = bytes.getInt(at + RecordLayout.LENGTH_AT);
        boolean blank = bytes.getInt(at + RecordLayout.MAGIC_AT) == RecordLayout.MAGIC_BLANK;
        int least = blank ? RecordLayout.BLANK_LENGTH : RecordLayout.SHORTEST;
        if (length < least || length > longest() + RecordLayout.BLANK_LENGTH) {
            throw bad("a record of " + length + " bytes");
        }
        return length;
    }

    /** A record that counts only with the next one waits for that. */
    private boolean isBeginOfMore(ByteBuffer bytes, int at, int length) throws BadLeaderBytes {
        if (length < RecordLayout.SHORTEST
                || bytes.getInt(at + RecordLayout.MAGIC_AT) == RecordLayout.MAGIC_BLANK
                || !SysFlag.has(bytes.getInt(at + RecordLayout.SYS_FLAG_AT), SysFlag.FOLLOWED)) {
            return false;
        }
        int next = at + length;
        return bytes.limit() - next < RecordLayout.BLANK_LENGTH || bytes.limit() - next < requireLength(bytes, next);
    }

    private RawResult appendBlank(ByteBuffer bytes, int at, int length) throws BadLeaderBytes {
        record.set(bytes, at, length, 0);
        return writer.appendRawBlank(record);
    }

    private RawResult appendRecord(ByteBuffer bytes, int at, int length) throws BadLeaderBytes {
        long position = writer.appended().get();
        if (reader.read(bytes, at, length) != RecordReader.Found.RECORD) {
            throw bad("what is no record");
        }
        if (reader.position() != position) {
            throw bad("a record that says that it lies at " + reader.position());
        }
        if (!reader.isBodyWhole()) {
            throw bad("a record whose body has another sum than was stored with it");
        }
        record.set(bytes, at, length, reader.storeMillis());
        if (SysFlag.isQueued(reader.sysFlag())) {
            topic = reader.isOfTopic(topic) ? topic : reader.topic();
            if (QueueName.canBe(topic, reader.queueId())) {
                record.queued(topic, reader.queueId(), reader.queueOffset(), codes.of(reader, topic, properties));
            }
        }
        return writer.appendRaw(record);
    }

    private BadLeaderBytes bad(String what) {
        return new BadLeaderBytes(
                what + " came for position " + writer.appended().get());
    }
}
