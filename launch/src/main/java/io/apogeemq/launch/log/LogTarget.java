package io.apogeemq.launch.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LocationAwareLogger;

/** Where lines go in the end. */
interface LogTarget {
    /** Takes the calls of the logger of that name from now on; null when {@link #write} is to have each of its events. */
    @Nullable
    LocationAwareLogger logger(String name);

    /** Writes what was said before, as if it were said then, if this logger's level wants it. */
    void write(LateEvent event);
}
