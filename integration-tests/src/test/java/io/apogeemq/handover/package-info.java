/**
 * Holds tests in which one directory is served by Apache's broker and by ours in turn. They run with Apache's released
 * jars alone on their class path, from which Apache's broker is started too; ours is started through bin/. May use
 * {@code nodes}.
 */
@NullMarked
package io.apogeemq.handover;

import org.jspecify.annotations.NullMarked;
