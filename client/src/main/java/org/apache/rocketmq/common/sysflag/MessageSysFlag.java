package org.apache.rocketmq.common.sysflag;

import org.apache.rocketmq.common.compression.CompressionType;

/** Bits of a message's system flag. */
public class MessageSysFlag {
    public static final int COMPRESSED_FLAG = 1;
    public static final int MULTI_TAGS_FLAG = 2;
    public static final int TRANSACTION_NOT_TYPE = 0;
    public static final int TRANSACTION_PREPARED_TYPE = 4;
    public static final int TRANSACTION_COMMIT_TYPE = 8;
    public static final int TRANSACTION_ROLLBACK_TYPE = 12;
    public static final int BORNHOST_V6_FLAG = 16;
    public static final int STOREHOSTADDRESS_V6_FLAG = 32;
    public static final int NEED_UNWRAP_FLAG = 64;
    public static final int INNER_BATCH_FLAG = 128;
    public static final int COMPRESSION_LZ4_TYPE = 256;
    public static final int COMPRESSION_ZSTD_TYPE = 512;
    public static final int COMPRESSION_ZLIB_TYPE = 768;
    public static final int COMPRESSION_TYPE_COMPARATOR = 1792;

    private static final int COMPRESSION_SHIFT = 8;

    public static int getTransactionValue(final int flag) {
        return flag & TRANSACTION_ROLLBACK_TYPE;
    }

    public static int resetTransactionValue(final int flag, final int type) {
        return flag & ~TRANSACTION_ROLLBACK_TYPE | type;
    }

    public static int clearCompressedFlag(final int flag) {
        return flag & ~COMPRESSED_FLAG;
    }

    /** How the body is compressed, if it is. */
    public static CompressionType getCompressionType(final int flag) {
        return CompressionType.findByValue((flag & COMPRESSION_TYPE_COMPARATOR) >> COMPRESSION_SHIFT);
    }

    /** Whether one of the expected bits is set. */
    public static boolean check(int flag, int expectedFlag) {
        return (flag & expectedFlag) != 0;
    }
}
