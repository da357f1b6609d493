package org.apache.rocketmq.common.compression;

/** How a body is compressed; the flag goes into bits 8 to 10 of a message's sysFlag (spec/messages.md 2). */
public enum CompressionType {
    LZ4(1),
    ZSTD(2),
    ZLIB(3);

    private static final int FLAG_SHIFT = 8;

    private final int value;

    CompressionType(int value) {
        this.value = value;
    }

    public int getValue() {
        return value;
    }

    public int getCompressionFlag() {
        return value << FLAG_SHIFT;
    }

    /**
     * The type of that name, in any case.
     *
     * @throws RuntimeException when there is none
     */
    public static CompressionType of(String name) {
        for (CompressionType type : values()) {
            if (type.name().equalsIgnoreCase(name.trim())) {
                return type;
            }
        }
        throw new RuntimeException("Unsupported compress type name: " + name.trim());
    }

    /**
     * The type of that value; 0, which old clients write, is ZLIB.
     *
     * @throws RuntimeException when there is none
     */
    public static CompressionType findByValue(int value) {
        if (value == 0) {
            return ZLIB;
        }
        for (CompressionType type : values()) {
            if (type.value == value) {
                return type;
            }
        }
        throw new RuntimeException("Unknown compress type value: " + value);
    }
}
