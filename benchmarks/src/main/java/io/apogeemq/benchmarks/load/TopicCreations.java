package io.apogeemq.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes topics: one after the other, then many at once. Warmed by count like every load; what a product does for each topic
 * that it has already is part of its cost.
 */
final class TopicCreations {
    private static final int WARMUP = 1000;
    private static final double LONGEST_WARMUP_SECONDS = 15;
    private static final int AT_ONCE = 32;
    /** So few that the counting, which slows a process down, is over soon. */
    private static final int COUNTED = 64;

    private final Target target;
    private final String prefix;
    private final int queueCount;
    private int made;

    TopicCreations(Target target, String prefix, int queueCount) {
        this.target = target;
        this.prefix = prefix;
        this.queueCount = queueCount;
    }

    /** @param count at most so many after the warm-up, in each of the two ways */
    Figures run(int count, double seconds) throws IOException, InterruptedException {
        Figures figures = new Figures();
        List<Calls> all = new ArrayList<>();
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                all.add(new Calls(target));
            }
            List<Calls> one = all.subList(0, 1);
            make(one, WARMUP, LONGEST_WARMUP_SECONDS);
            measure(figures, "", one, count, seconds);
            measure(figures, "at_once_", all, count, seconds);
            if (target.pid() != 0) {
                ForceCount.of(target.pid(), () -> make(one, COUNTED, seconds))
                        .ifPresent(forces -> figures.put("forces_each", (double) forces / COUNTED));
                ForceCount.of(target.pid(), () -> make(all, COUNTED * AT_ONCE, seconds))
                        .ifPresent(forces -> figures.put("at_once_forces_each", (double) forces / (COUNTED * AT_ONCE)));
            }
            // each must take a message at once
            one.get(0).send(prefix + (made - 1));
        } finally {
            for (Calls calls : all) {
                calls.close();
            }
        }
        return figures;
    }

    private void measure(Figures figures, String name, List<Calls> over, int count, double seconds) throws IOException {
        CpuTime before = target.cpu();
        long start = System.nanoTime();
        int topics = make(over, count, seconds);
        double passed = (System.nanoTime() - start) / 1e9;
        ProcessCost after = target.cost();
        figures.put(name + "topics", topics);
        figures.put(name + "topics_per_second", topics / passed);
        if (before == null || after == null) {
            return;
        }
        if (name.isEmpty()) {
            after.addTo(figures, before, topics);
        } else {
            figures.put(
                    name + "cpu_us_per_message",
                    (after.cpu().seconds() - before.seconds()) * 1e6 / Math.max(1, topics));
        }
    }

    /** Each connection has one request under way; the next round begins when all are answered. */
    private int make(List<Calls> over, int count, double seconds) throws IOException {
        long start = System.nanoTime();
        int before = made;
        while (made - before < count && System.nanoTime() - start < seconds * 1e9) {
            for (Calls calls : over) {
                calls.askForTopic(prefix + made++, queueCount);
            }
            for (Calls calls : over) {
                calls.read();
            }
        }
        return made - before;
    }
}
