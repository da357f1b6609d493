/** Holds which version of the product runs, for people: commands, logs, tools. Uses nothing of ours. */
@NullMarked
package io.apogeemq.version;

import org.jspecify.annotations.NullMarked;
