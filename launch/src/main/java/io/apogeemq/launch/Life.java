package io.apogeemq.launch;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.version.ProductVersion;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server says in its log of its start and its stop, for whoever finds out what happened in the night. */
public final class Life {
    /** Who stops it: nobody can know who sent a signal. */
    public static final String ASKED = "the process was asked to end (mqshutdown, kill, Ctrl-C, or the system's stop)";

    public static final String CLOSED = "the program that it is a part of closes it";
    private static final Logger log = LoggerFactory.getLogger(Life.class);

    private Life() {}

    /**
     * In the log only: the terminal has its line when it serves.
     *
     * @param as what it is and where: names, role, ports, directories
     */
    public static void starts(String as, String configFile) {
        log.info(
                "{} starts: {}, configuration {}, Java {} ({}), process {}",
                ProductVersion.current().text(),
                as,
                configFile.isEmpty() ? "without a file" : Path.of(configFile).toAbsolutePath(),
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                ProcessHandle.current().pid());
    }

    /** A stop that has begun; its end is told with how long it took. */
    public static Stop stops(String who, String why, Clock clock) {
        log.info("{} stops: {}", who, why);
        return new Stop(who, clock, clock.nanos());
    }

    /** A stop under way. */
    public record Stop(String who, Clock clock, long begunNanos) {
        public void inOrder() {
            log.info("{} has stopped in order, in {} ms", who, millis());
        }

        /** @param then what that means for the next start */
        public void notInOrder(String then, Throwable failure) {
            log.error("{} did not stop in order, given up after {} ms: {}", who, millis(), then, failure);
        }

        private long millis() {
            return (clock.nanos() - begunNanos) / 1_000_000;
        }
    }
}
