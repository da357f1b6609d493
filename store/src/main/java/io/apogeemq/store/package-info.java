/**
 * Assembles the store: bytes on disk, knowing neither network nor brokers. {@link io.apogeemq.store.Store} is its face.
 * May use all {@code store.*} packages; they never import this one.
 */
@NullMarked
package io.apogeemq.store;

import org.jspecify.annotations.NullMarked;
