/**
 * The load generator: holds connections that send pre-encoded frames, pulls that read them back, and the kernel's
 * account of what that cost another process. It works against any broker of the protocol.
 *
 * <p>An instrument, not a part of the product: it reads clocks and makes its one thread itself, because it must not
 * slow down or speed up together with what it measures. Of the product it uses the codecs, to encode frames beforehand
 * and to read answers that are no longer hot.
 */
@NullMarked
package io.apogeemq.benchmarks.load;

import org.jspecify.annotations.NullMarked;
