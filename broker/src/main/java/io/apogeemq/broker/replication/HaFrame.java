package io.apogeemq.broker.replication;

/**
 * What goes over the connection between a slave and its master (spec/store.md 19), big-endian.
 * <pre>
 *   slave to master, a report      at  length  field
 *                                   0       8  position   up to there the slave has the log
 *
 *   master to slave, a chunk        0       8  position   of the first byte that follows
 *                                   8       4  length     0: the master lives
 *                                  12       n  bytes of the log, cut anywhere
 * </pre>
 */
final class HaFrame {
    static final int REPORT_LENGTH = 8;

    static final int POSITION_AT = 0;
    static final int LENGTH_AT = 8;
    static final int HEAD_LENGTH = 12;

    private HaFrame() {}
}
