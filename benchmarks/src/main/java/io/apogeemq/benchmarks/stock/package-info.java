/**
 * A program as users write it, over the public API of the Java client. Compiled against ours and run with Apache's
 * jars, so that both brokers are loaded by the same client.
 */
@NullMarked
package io.apogeemq.benchmarks.stock;

import org.jspecify.annotations.NullMarked;
