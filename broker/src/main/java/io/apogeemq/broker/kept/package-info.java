/**
 * Holds how tables are kept: in memory, in the files that every broker has, and for the last seconds in a journal. State
 * belongs to the control loop, the writing to the disk loop. May use {@code concurrent}, {@code protocol} and
 * {@code store}.
 */
@NullMarked
package io.apogeemq.broker.kept;

import org.jspecify.annotations.NullMarked;
