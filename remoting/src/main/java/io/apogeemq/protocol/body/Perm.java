package io.apogeemq.protocol.body;

/** What may be done with a queue: bits of one int (spec/requests.md 3). */
public final class Perm {
    public static final int INHERIT = 1;
    public static final int WRITE = 2;
    public static final int READ = 4;
    public static final int READ_WRITE = READ | WRITE;

    private Perm() {}

    public static boolean isReadable(int perm) {
        return (perm & READ) != 0;
    }

    public static boolean isWritable(int perm) {
        return (perm & WRITE) != 0;
    }

    public static boolean isInherited(int perm) {
        return (perm & INHERIT) != 0;
    }
}
