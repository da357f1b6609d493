/**
 * Holds how bodies are compressed and restored (spec/messages.md 11). Any thread; nothing is shared. Uses nothing of ours
 * but the flags of the protocol.
 */
@NullMarked
package io.apogeemq.client.body;

import org.jspecify.annotations.NullMarked;
