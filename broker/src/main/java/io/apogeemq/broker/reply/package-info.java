/**
 * Holds the feature of requests that wait for a reply. Nothing is kept here: whoever waits is a connected client. Uses the
 * core and no other feature.
 */
@NullMarked
package io.apogeemq.broker.reply;

import org.jspecify.annotations.NullMarked;
