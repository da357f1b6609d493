package io.apogeemq.store;

/**
 * The seeds that each of the crash tests plays; a failure names its own. {@code -Dtest.jvm.options="-Dapogeemq.crash.first=1
 * -Dapogeemq.crash.seeds=100000"} for longer.
 */
final class CrashSeeds {
    static final int COUNT = Integer.getInteger("apogeemq.crash.seeds", 300);
    private static final long FIRST = Long.getLong("apogeemq.crash.first", 1);

    private CrashSeeds() {}

    /** A store that lives and dies a few times. */
    @FunctionalInterface
    interface Play {
        void of(long seed) throws Exception;
    }

    static void each(Play play) {
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            try {
                play.of(seed);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("-Dapogeemq.crash.first=" + seed + " -Dapogeemq.crash.seeds=1", e);
            }
        }
    }
}
