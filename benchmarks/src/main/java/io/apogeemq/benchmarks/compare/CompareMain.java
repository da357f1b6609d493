package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code benchmarks/compare.sh} runs: sessions of both products in turn, A B B A, then the results' page. */
public final class CompareMain {
    private CompareMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        boolean quick = List.of(args).contains("--quick");
        List<String> pairs = new ArrayList<>(List.of(args));
        pairs.remove("--quick");
        pairs.add(0, "compare");
        Options options = Options.of(pairs.toArray(new String[0]));
        int sessions = (int) options.number("--sessions", quick ? 1 : 3);
        Session.Sizes sizes = new Session.Sizes(
                (long) options.number("--restart-mb", quick ? 512 : 4096) << 20,
                options.number("--load-seconds", quick ? 20 : 60));
        Path directory = Path.of(options.text("--directory", System.getProperty("java.io.tmpdir")));
        Set<String> steps = steps(options.text("--only", ""));
        Program program = Program.of(options);
        options.requireAllUsed();

        List<Outcome> outcomes = new ArrayList<>();
        String machine;
        try (Scratch scratch = new Scratch(directory)) {
            machine = Machine.about(scratch.root());
            for (Product product : order(sessions)) {
                Path place = scratch.root().resolve("session");
                outcomes.add(session(new Stage(product, program.places(), place, "", quick), sizes, steps));
                Scratch.delete(place);
            }
        }
        String about = String.format(
                Locale.ROOT,
                "%d session(s) of each, alternately, each with NameServer and broker anew; restart with %d MB of log, memory"
                        + " after %.0f s of load. %s",
                sessions,
                sizes.restartBytes() >> 20,
                sizes.loadSeconds(),
                machine);
        program.report("benchmarks/compare.sh", about, outcomes);
    }

    /** All that a session knows, or those that are named. */
    private static Set<String> steps(String only) {
        Set<String> all = Row.ALL.stream()
                .map(Row::step)
                .filter(step -> !step.equals(RestartMain.STEP))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (only.isEmpty()) {
            return all;
        }
        Set<String> named = new LinkedHashSet<>(List.of(only.split(",")));
        if (!all.containsAll(named)) {
            throw new IllegalArgumentException("--only " + only + ": the steps are " + String.join(",", all));
        }
        return named;
    }

    private static Outcome session(Stage stage, Session.Sizes sizes, Set<String> steps)
            throws IOException, InterruptedException {
        String loadBefore = Machine.load();
        try {
            return new Session(stage, sizes, steps::contains).run();
        } catch (IOException e) {
            System.out.println("--- " + stage.product() + " failed: " + e);
            Map<String, String> failures = new LinkedHashMap<>();
            steps.forEach(step -> failures.put(step, e.toString()));
            return new Outcome(stage.product(), Map.of(), failures, Set.of(), loadBefore + " → " + Machine.load());
        }
    }

    /** Ours, Apache, Apache, ours, ...: what drifts on the machine then meets both alike. */
    private static List<Product> order(int sessions) {
        List<Product> order = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            boolean oursFirst = i % 2 == 0;
            order.add(oursFirst ? Product.OURS : Product.APACHE);
            order.add(oursFirst ? Product.APACHE : Product.OURS);
        }
        return order;
    }
}
