package io.apogeemq.launch.log;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Speaks as a server does; {@link LateLogTest} reads what comes out. */
final class LateLogProgram {
    static final int THREADS = 4;
    static final int LINES = 3000;

    private LateLogProgram() {}

    public static void main(String[] args) throws InterruptedException {
        Logger usual = LoggerFactory.getLogger("usual");
        Logger loud = LoggerFactory.getLogger("loud");
        switch (args[0]) {
            case "end" -> {
                System.setProperty("suffix", "set-late");
                Thread speaker = new Thread(() -> usual.info("ends with {}", 7), "speaker");
                speaker.start();
                speaker.join();
                System.out.println(System.currentTimeMillis());
                usual.info("the end");
            }
            case "say" -> {
                usual.info("said before it opens");
                usual.error("opens it");
                usual.info("said {}", "later\n2026-11-30 INFO forged \u001b[2J \u202e" + "x".repeat(70_000));
            }
            case "last" -> Runtime.getRuntime().addShutdownHook(new Thread(() -> usual.info("said at the end")));
            case "opening" ->
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(() -> Log4jTarget.open(System.err)
                                .write(new LateEvent(0, "hook", "usual", Level.INFO, "said while it ends", null))));
            case "levels" -> {
                usual.debug("not wanted");
                loud.trace("not wanted");
                loud.debug("kept");
                usual.info("kept");
                usual.error("opens");
                usual.debug("not wanted");
                loud.debug("written");
                System.out.println("loud " + loud.isInfoEnabled() + " " + loud.isDebugEnabled() + " "
                        + loud.isTraceEnabled() + ", usual " + usual.isDebugEnabled() + " " + usual.isInfoEnabled());
            }
            case "many" -> {
                List<Thread> speakers = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    speakers.add(new Thread(() -> speak(usual), "speaker-" + i));
                }
                speakers.forEach(Thread::start);
                for (Thread speaker : speakers) {
                    speaker.join();
                }
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.exit(0);
    }

    private static void speak(Logger logger) {
        for (int i = 0; i < LINES; i++) {
            logger.info("{}", i);
        }
    }
}
