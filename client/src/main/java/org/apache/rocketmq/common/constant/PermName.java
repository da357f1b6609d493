package org.apache.rocketmq.common.constant;

/** What may be done with a topic, as bits. */
public class PermName {
    public static final int INDEX_PERM_PRIORITY = 3;
    public static final int INDEX_PERM_READ = 2;
    public static final int INDEX_PERM_WRITE = 1;
    public static final int INDEX_PERM_INHERIT = 0;
    public static final int PERM_PRIORITY = 1 << INDEX_PERM_PRIORITY;
    public static final int PERM_READ = 1 << INDEX_PERM_READ;
    public static final int PERM_WRITE = 1 << INDEX_PERM_WRITE;
    public static final int PERM_INHERIT = 1 << INDEX_PERM_INHERIT;

    public static String perm2String(final int perm) {
        return (isReadable(perm) ? "R" : "-") + (isWriteable(perm) ? "W" : "-") + (isInherited(perm) ? "X" : "-");
    }

    public static boolean isReadable(final int perm) {
        return (perm & PERM_READ) != 0;
    }

    public static boolean isWriteable(final int perm) {
        return (perm & PERM_WRITE) != 0;
    }

    public static boolean isAccessible(final int perm) {
        return isReadable(perm) || isWriteable(perm);
    }

    public static boolean isInherited(final int perm) {
        return (perm & PERM_INHERIT) != 0;
    }

    public static boolean isPriority(final int perm) {
        return (perm & PERM_PRIORITY) != 0;
    }

    public static boolean isValid(final String perm) {
        return isValid(Integer.parseInt(perm));
    }

    /** Whether it may stand in a topic's settings. */
    public static boolean isValid(final int perm) {
        return perm >= 0 && perm < PERM_PRIORITY;
    }
}
