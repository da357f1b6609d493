/**
 * JMH: what the parts of the hot path cost by themselves. Run with {@code sh bin/mqbench jmh [PATTERN] [JMH OPTIONS]};
 * {@code -prof gc} shows what they allocate.
 */
@NullMarked
package io.apogeemq.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
