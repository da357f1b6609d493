/**
 * Holds programs as users write them, against servers of this project: with its own client and with Apache's, of which
 * each run has one on its class path. May use the {@code org.apache.rocketmq} API as far as all three have it.
 */
@NullMarked
package io.apogeemq.interop;

import org.jspecify.annotations.NullMarked;
