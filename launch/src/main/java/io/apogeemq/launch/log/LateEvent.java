package io.apogeemq.launch.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What was said while the log was not open.
 *
 * @param logger its name
 * @param text with the arguments in it: they may be others when it is written
 */
record LateEvent(
        long millis,
        String thread,
        String logger,
        Level level,
        String text,
        @Nullable Throwable thrown) {}
