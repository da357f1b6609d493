/**
 * Holds block checksums of the log's sealed segments: their files under {@code <root>/apogee/sums}, the pass over a segment
 * that takes or checks them, and the scrub that goes round. Files and passes belong to the {@code disk} loop; sums that
 * are there may be read by any thread. May use {@code store.segment} and {@code store.disk}.
 */
@NullMarked
package io.apogeemq.store.sums;

import org.jspecify.annotations.NullMarked;
