package io.apogeemq.benchmarks.load;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** What is measured beside a stream of messages: making topics, starting, doing nothing. */
public final class Steps {
    private static final long RETRY_MILLIS = 5;

    private Steps() {}

    /** Makes topics, one after the other and 32 at once; each must take a message when it is answered. */
    public static Figures createTopics(Target target, String prefix, int queueCount, int count, double seconds)
            throws IOException, InterruptedException {
        return new TopicCreations(target, prefix, queueCount).run(count, seconds);
    }

    /** Does nothing but, if so wished, hold long polls at the ends of a topic's queues. */
    public static Figures idle(Target target, String topic, int polls, double seconds)
            throws IOException, InterruptedException {
        Figures figures = new Figures();
        Tally tally = new Tally();
        try (Poller poller = new Poller()) {
            if (polls > 0) {
                long[] ends = Calls.queueEnds(target, topic, polls);
                new Pulls(target, topic, 32, true, ends, tally).start(poller, Math.min(polls, 50));
                poller.runUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(1), () -> false);
            }
            CpuTime before = target.cpu();
            long from = System.nanoTime();
            poller.runUntil(from + (long) (seconds * 1e9), () -> false);
            double passed = (System.nanoTime() - from) / 1e9;
            ProcessCost after = target.cost();
            figures.put("seconds", passed);
            if (before != null && after != null) {
                after.addTo(figures, before, 0);
                figures.put("cpu_percent", 100 * figures.get("cpu_s") / passed);
            }
        }
        return figures;
    }

    /**
     * Tries until a message is taken: what a program sees of a start.
     *
     * @param started {@link System#nanoTime} of the start
     * @param alive whether there is still something to wait for
     */
    public static Figures firstSend(Target target, String topic, long started, LongPredicate alive)
            throws IOException, InterruptedException {
        IOException last = null;
        while (alive.test(System.nanoTime() - started)) {
            try (Calls calls = new Calls(target)) {
                calls.createTopic(topic, 1);
                calls.send(topic);
                Figures figures = new Figures();
                figures.put("first_send_ms", (System.nanoTime() - started) / 1e6);
                CpuTime cpu = target.cpu();
                if (cpu != null) {
                    figures.put("cpu_s", cpu.seconds());
                }
                return figures;
            } catch (IOException e) {
                last = e;
                Thread.sleep(RETRY_MILLIS);
            }
        }
        throw new IOException("no message was taken; the last answer: " + message(last), last);
    }

    private static String message(@Nullable IOException e) {
        return e == null ? "none" : String.valueOf(e.getMessage());
    }
}
