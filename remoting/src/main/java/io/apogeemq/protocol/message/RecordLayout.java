package io.apogeemq.protocol.message;

/**
 * The message record: the same bytes in the log, in the answers to pulls and queries and in transaction checks.
 * <pre>
 *   at  length  field                 (v4 hosts; an IPv6 host takes 20 bytes instead of 8 and moves what follows)
 *    0       4  length                of the whole record
 *    4       4  magic                 0xDAA320A7 (v1), or 0xDAA320AB (v2: topic length takes two bytes)
 *    8       4  bodyCrc               CRC-32 of the body as stored, sign bit cleared
 *   12       4  queueId
 *   16       4  flag                  the user's
 *   20       8  queueOffset           number of the message in its queue; 0 in prepared and rollback records
 *   28       8  position              of this record in the log
 *   36       4  sysFlag               see {@link SysFlag}
 *   40       8  bornMillis
 *   48    8/20  bornHost              address, then the port in four bytes
 *   56       8  storeMillis           never decreases along the log
 *   64    8/20  storeHost
 *   72       4  reconsumeTimes
 *   76       8  preparedPosition      of the half message that this record commits, else 0
 *   84       4  bodyLength
 *   88       n  body
 *            1  topicLength           two bytes in v2
 *            t  topic                 UTF-8
 *            2  propertiesLength
 *            p  properties            see {@link MessageProperties}
 * </pre>
 * Where a record does not fit into the rest of a log file, a blank record closes the file:
 * <pre>
 *    0       4  length                of the rest of the file
 *    4       4  magic                 0xCBD43194
 *    8          undefined
 * </pre>
 * Big-endian. Source: spec messages 3 and 4.
 */
public final class RecordLayout {
    public static final int MAGIC_V1 = 0xDAA320A7;
    public static final int MAGIC_V2 = 0xDAA320AB;
    public static final int MAGIC_BLANK = 0xCBD43194;

    public static final int LENGTH_AT = 0;
    public static final int MAGIC_AT = 4;
    public static final int BODY_CRC_AT = 8;
    public static final int QUEUE_ID_AT = 12;
    public static final int FLAG_AT = 16;
    public static final int QUEUE_OFFSET_AT = 20;
    public static final int POSITION_AT = 28;
    public static final int SYS_FLAG_AT = 36;
    public static final int BORN_MILLIS_AT = 40;
    public static final int BORN_HOST_AT = 48;

    /** Every log file keeps this much free behind its last record, for the blank record. */
    public static final int BLANK_LENGTH = 8;

    /** The longest topic that v1 can hold, in bytes. */
    public static final int LONGEST_TOPIC_V1 = 127;

    /** The longest topic that is stored at all, in bytes. */
    public static final int LONGEST_TOPIC = 255;

    /** The longest properties, in bytes: their length is a signed short. */
    public static final int LONGEST_PROPERTIES = Short.MAX_VALUE;

    /** What a disk writes as a whole or not at all. Properties have no such number of zeros in a row. */
    public static final int SECTOR = 512;

    /** A v1 record with IPv4 hosts, without body, topic and properties. */
    public static final int SHORTEST = 91;

    private static final int HOST_V4_LENGTH = 8;
    private static final int HOST_V6_LENGTH = 20;

    private RecordLayout() {}

    public static int bornHostLength(int sysFlag) {
        return SysFlag.has(sysFlag, SysFlag.BORN_HOST_V6) ? HOST_V6_LENGTH : HOST_V4_LENGTH;
    }

    public static int storeHostLength(int sysFlag) {
        return SysFlag.has(sysFlag, SysFlag.STORE_HOST_V6) ? HOST_V6_LENGTH : HOST_V4_LENGTH;
    }

    public static int storeMillisAt(int sysFlag) {
        return BORN_HOST_AT + bornHostLength(sysFlag);
    }

    public static int storeHostAt(int sysFlag) {
        return storeMillisAt(sysFlag) + 8;
    }

    public static int reconsumeTimesAt(int sysFlag) {
        return storeHostAt(sysFlag) + storeHostLength(sysFlag);
    }

    public static int preparedPositionAt(int sysFlag) {
        return reconsumeTimesAt(sysFlag) + 4;
    }

    public static int bodyLengthAt(int sysFlag) {
        return preparedPositionAt(sysFlag) + 8;
    }

    public static int bodyAt(int sysFlag) {
        return bodyLengthAt(sysFlag) + 4;
    }

    /** How many bytes the topic's length takes. */
    static int topicLengthLength(int magic) {
        return magic == MAGIC_V2 ? 2 : 1;
    }
}
