/**
 * Holds what keeps a server's log until the log library is open, so that a server need not wait for that library before it
 * takes messages. Belongs to the process: bin/java.sh names {@link io.apogeemq.launch.log.LateLog} as SLF4J's provider.
 * Nobody else does, so a client's program keeps the provider that it has chosen, and needs no log4j for ours. Everything
 * else logs through SLF4J and knows nothing of this. Uses {@code concurrent} only.
 */
@NullMarked
package io.apogeemq.launch.log;

import org.jspecify.annotations.NullMarked;
