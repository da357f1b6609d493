/**
 * Holds how tables get to their files: changes are gathered, one write serves all who wait. State belongs to the control
 * loop, the writing to the disk loop. May use {@code concurrent} and {@code store}.
 */
@NullMarked
package io.apogeemq.broker.table;

import org.jspecify.annotations.NullMarked;
