/**
 * Holds what the store writes down about itself: the checkpoint, the mark of a clean exit, and text tables that are
 * replaced in one step. May use {@code store.disk}.
 */
@NullMarked
package io.apogeemq.store.checkpoint;

import org.jspecify.annotations.NullMarked;
