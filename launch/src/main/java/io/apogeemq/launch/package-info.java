/**
 * What starts a process, the same for every server: its command line, its settings file, what it says at the terminal and in
 * the log before it serves and when it stops, its exit status. Owned by the main thread. May use {@code settings},
 * {@code protocol} (the encoding of headers) and {@code concurrent}; knows no server.
 */
@NullMarked
package io.apogeemq.launch;

import org.jspecify.annotations.NullMarked;
