package io.apogeemq.protocol.code;

/**
 * The version number that every frame carries: the place of a release in a fixed list, two places for each release, its
 * SNAPSHOT first (spec/remoting.md 9). From 4.0.0 on it is arithmetic: ten patches to a minor, ten minors to a major.
 */
public final class Version {
    /** 5.5.0: what we report, and behave like. */
    public static final int CURRENT = 513;

    /** The first that puts a topic table of its own form into a registration. */
    public static final int V3_0_11 = 37;

    /** The first whose {@code maxReconsumeTimes} is honoured. */
    public static final int V3_4_9 = 121;

    /** The first that filters by SQL. */
    public static final int V4_1_0_SNAPSHOT = 232;

    /** The last that leaves {@code _UNIQUE_KEY_QUERY} out of what it signs. */
    public static final int V4_9_3 = 399;

    /** The first that is given routes as standard JSON. */
    public static final int V4_9_4 = 401;

    /** The first that adds queue mappings to a compressed registration. */
    public static final int V5_0_0 = 413;

    /** A peer above this understands GO_AWAY. */
    public static final int V5_3_1 = 475;

    private static final int V4_0_0 = 213;
    private static final int V5_9_9 = 611;
    private static final int PLACES_PER_MINOR = 20;
    private static final int PLACES_PER_MAJOR = 200;

    /** From 3.3.1 to 3.9.9 a minor has nine patches, 1 to 9; 3.0, 3.1 and 3.2 have one start each. */
    private static final int V3_3_1 = 87;

    private static final int PLACES_PER_OLD_MINOR = 18;
    private static final int V3_2_0 = 67;
    private static final int V3_1_0 = 47;
    private static final int V3_0_1 = 17;

    private Version() {}

    /** The number of a release from 4.0.0 on. */
    public static int code(int major, int minor, int patch) {
        if (major < 4 || minor < 0 || minor > 9 || patch < 0 || patch > 9) {
            throw new IllegalArgumentException("no number is known for " + major + "." + minor + "." + patch);
        }
        return V4_0_0 + PLACES_PER_MAJOR * (major - 4) + PLACES_PER_MINOR * minor + 2 * patch;
    }

    /** How tools show the number, e.g. {@code V5_5_0} or {@code V5_5_0_SNAPSHOT}; past the list's end, its last name. */
    public static String name(int code) {
        if (code > V5_9_9) {
            return "HIGHER_VERSION";
        }
        if (code < V3_0_1 - 1) {
            return "V3_0_0";
        }
        // every release has an odd number, its SNAPSHOT the even one before
        int release = code | 1;
        String suffix = release == code ? "" : "_SNAPSHOT";
        if (release >= V4_0_0) {
            int place = release - V4_0_0;
            return name(4 + place / PLACES_PER_MAJOR, place / PLACES_PER_MINOR % 10, place / 2 % 10) + suffix;
        }
        if (release >= V3_3_1) {
            int place = release - V3_3_1;
            return name(3, 3 + place / PLACES_PER_OLD_MINOR, 1 + place % PLACES_PER_OLD_MINOR / 2) + suffix;
        }
        if (release >= V3_2_0) {
            return name(3, 2, (release - V3_2_0) / 2) + suffix;
        }
        if (release >= V3_1_0) {
            return name(3, 1, (release - V3_1_0) / 2) + suffix;
        }
        return name(3, 0, 1 + (release - V3_0_1) / 2) + suffix;
    }

    private static String name(int major, int minor, int patch) {
        return "V" + major + "_" + minor + "_" + patch;
    }
}
