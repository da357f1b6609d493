/**
 * Assembles the broker, and starts it from the command line: owned by the main thread, uses every sub-package, and is
 * used by none of them.
 */
@NullMarked
package io.apogeemq.broker;

import org.jspecify.annotations.NullMarked;
