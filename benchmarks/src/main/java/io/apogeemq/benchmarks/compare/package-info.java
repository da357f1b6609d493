/**
 * Two products under the same load, in turn, in one run: starts them, lets the load generator of {@code load} work on
 * them, and writes medians, ratios and spreads. One thread; every process it starts it ends, by its id.
 */
@NullMarked
package io.apogeemq.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
