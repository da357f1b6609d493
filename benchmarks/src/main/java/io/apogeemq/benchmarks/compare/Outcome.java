package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.Figures;
import java.util.Map;
import java.util.Set;

/**
 * What came of one product's turn.
 *
 * @param figures by step
 * @param failures of steps that a product could not bear or that could not be taken: why
 * @param reduced steps that were shorter or smaller than their bars ask for
 * @param loads the machine's load average over a minute, when the turn began and when it ended
 */
record Outcome(
        Product product,
        Map<String, Figures> figures,
        Map<String, String> failures,
        Set<String> reduced,
        String loads) {

    /** Of a turn that had a single step. */
    static Outcome of(Product product, String step, Figures figures, boolean reduced, String loads) {
        return new Outcome(product, Map.of(step, figures), Map.of(), reduced ? Set.of(step) : Set.of(), loads);
    }

    boolean isReduced(Row row) {
        return reduced.contains(row.step());
    }

    /** NaN when it was not taken. */
    double value(Row row) {
        Figures step = figures.get(row.step());
        return step == null ? Double.NaN : step.get(row.figure());
    }
}
