/**
 * Holds the frame layout and both encodings of its header, from and to plain byte arrays (no network library here).
 * Readers and writers are reused by one thread at a time. May use {@code protocol.header} and {@code protocol.code}.
 */
@NullMarked
package io.apogeemq.protocol.frame;

import org.jspecify.annotations.NullMarked;
