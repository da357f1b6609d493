/**
 * Holds the NameServer: who is alive, and where each topic lies. All tables belong to the loop {@code control}, which
 * publishes encoded routes for the connections' loops to answer from; {@code reader} decodes long registrations and
 * {@code disk} writes the two files. Each NameServer stands alone: it hears of brokers from the brokers only. May use
 * {@code concurrent}, {@code settings}, {@code protocol} and {@code remoting}.
 */
@NullMarked
package io.apogeemq.namesrv;

import org.jspecify.annotations.NullMarked;
