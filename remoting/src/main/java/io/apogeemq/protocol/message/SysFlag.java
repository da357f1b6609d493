package io.apogeemq.protocol.message;

/** The bits of a record's sysFlag (spec messages 2). */
public final class SysFlag {
    public static final int COMPRESSED = 0x1;
    public static final int MULTI_TAGS = 0x2;
    public static final int TRANSACTION_MASK = 0xC;
    public static final int TRANSACTION_NONE = 0x0;
    public static final int TRANSACTION_PREPARED = 0x4;
    public static final int TRANSACTION_COMMIT = 0x8;
    public static final int TRANSACTION_ROLLBACK = 0xC;
    public static final int BORN_HOST_V6 = 0x10;
    public static final int STORE_HOST_V6 = 0x20;
    public static final int NEED_UNWRAP = 0x40;
    public static final int INNER_BATCH = 0x80;
    public static final int COMPRESSION_MASK = 0x700;
    /** Together with {@link #COMPRESSED}: zlib, as clients before 5.0 write it. */
    public static final int COMPRESSION_ZLIB_OLD = 0x0;

    public static final int COMPRESSION_LZ4 = 0x100;
    public static final int COMPRESSION_ZSTD = 0x200;
    public static final int COMPRESSION_ZLIB = 0x300;

    /**
     * Not RocketMQ's, who let it be: the record was appended together with the one behind it, and counts only with that. It
     * is seen after a crash only; clients get it with the record and have no name for it.
     */
    public static final int FOLLOWED = 1 << 24;

    private SysFlag() {}

    public static boolean has(int sysFlag, int bit) {
        return (sysFlag & bit) != 0;
    }

    /** One of the TRANSACTION_ values. */
    public static int transaction(int sysFlag) {
        return sysFlag & TRANSACTION_MASK;
    }

    public static int withTransaction(int sysFlag, int transaction) {
        return (sysFlag & ~TRANSACTION_MASK) | transaction;
    }

    /** Whether such a record gets a place in its queue: prepared and rollback records do not. */
    public static boolean isQueued(int sysFlag) {
        int transaction = transaction(sysFlag);
        return transaction == TRANSACTION_NONE || transaction == TRANSACTION_COMMIT;
    }
}
