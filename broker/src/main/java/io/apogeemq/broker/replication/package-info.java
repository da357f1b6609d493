/**
 * Holds how a broker's log comes to its slaves: what a master sends and who has it, what a slave takes. State belongs to the
 * loops of the connections; who is how far is under one lock. May use {@code broker.settings}, {@code store} and
 * {@code remoting}.
 */
@NullMarked
package io.apogeemq.broker.replication;

import org.jspecify.annotations.NullMarked;
