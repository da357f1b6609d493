/** Holds what an operator sees of the servers: starts, refusals, exit codes, logs, ends. Uses no client. */
@NullMarked
package io.apogeemq.processes;

import org.jspecify.annotations.NullMarked;
