package io.apogeemq.protocol.body;

/** The ways in which one and the same body is written (spec/remoting.md 21). All of them are read alike. */
public enum JsonForm {
    /** As Java peers write: no blanks, number keys bare ({@code {0:"a"}}), which is not legal JSON. */
    BARE_KEYS,
    /** Legal JSON for clients in other languages: number keys quoted, the keys of maps sorted. */
    STANDARD,
    /** As files are written: {@link #BARE_KEYS} over many lines, indented with tabs. */
    FILE
}
