/** Holds long runs against real processes: many messages, many crashes. With our client, one cluster at a time. */
@NullMarked
package io.apogeemq.endurance;

import org.jspecify.annotations.NullMarked;
