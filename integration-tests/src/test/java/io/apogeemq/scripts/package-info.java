/** Holds tests of bin/ by themselves: with a java that only says how it was called. No servers. */
@NullMarked
package io.apogeemq.scripts;

import org.jspecify.annotations.NullMarked;
