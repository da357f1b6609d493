/**
 * Holds a world in one thread: time, loops and a network that are played from one seed, with delays, cut connections
 * and processes that die. For tests of every module. Uses {@code concurrent} and {@code remoting}.
 */
@NullMarked
package io.apogeemq.simulation;

import org.jspecify.annotations.NullMarked;
