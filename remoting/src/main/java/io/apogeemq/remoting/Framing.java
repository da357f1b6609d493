package io.apogeemq.remoting;

/** What a connection hands over at a time. */
public enum Framing {
    /** The frames of the remoting protocol, each as a whole. */
    FRAMES,
    /** Bytes as they come, cut anywhere: whoever speaks another protocol tells its parts apart. */
    BYTES
}
