/**
 * jcstress: what threads may see of the classes that they share. Run with {@code sh bin/mqbench jcstress [OPTIONS]}, never
 * by the build. Tests of classes that their package keeps to itself lie in that package, beside this one.
 */
@NullMarked
package io.apogeemq.benchmarks.stress;

import org.jspecify.annotations.NullMarked;
