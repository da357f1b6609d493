package io.apogeemq.protocol.frame;

/**
 * One frame on the wire (spec/remoting.md 3); frames lie back to back in both directions.
 *
 * <pre>
 *   at            length        field
 *    0                 4        length       of all that follows: 4 + header + body
 *    4                 4        header word  top byte: encoding (0 JSON, 1 binary); low 24 bits: length of the header
 *    8            header        header
 *    8 + header     body        body         may be empty
 * </pre>
 */
public final class Frame {
    public static final int LENGTH_AT = 0;
    public static final int HEADER_WORD_AT = 4;
    public static final int HEADER_AT = 8;

    /** Longest header that the 24 bits can name. */
    public static final int MAX_HEADER_LENGTH = 0xFFFFFF;

    /** Largest value of the length field that is taken unless the operator says otherwise. */
    public static final int DEFAULT_MAX_LENGTH = 16 << 20;

    /** Flag bit: this is an answer. */
    public static final int RESPONSE = 1;

    /** Flag bit: the sender waits for no answer. */
    public static final int ONEWAY = 2;

    private Frame() {}
}
