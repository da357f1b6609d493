/**
 * Holds one record per body that travels as JSON or is kept in a file of JSON, each with the table of its members. Values
 * only; any thread. Uses nothing of ours; {@code Json} is the only class that knows a JSON library. Sources:
 * spec/requests.md, spec/remoting.md 21, spec/store.md 11.
 */
@NullMarked
package io.apogeemq.protocol.body;

import org.jspecify.annotations.NullMarked;
