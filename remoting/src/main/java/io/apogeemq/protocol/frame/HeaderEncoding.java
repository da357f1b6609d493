package io.apogeemq.protocol.frame;

/** How the header of a frame is encoded: the top byte of its header word (spec/remoting.md 3). */
public enum HeaderEncoding {
    JSON,
    BINARY;

    /** The top byte of the header word. */
    public int typeByte() {
        return ordinal();
    }
}
