package io.apogeemq.launch.log;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import org.slf4j.spi.LocationAwareLogger;

/** In the place of a log that cannot be opened: an operator finds there why, and all that is said. */
final class PlainTarget implements LogTarget {
    private final PrintStream out;

    PlainTarget(PrintStream out) {
        this.out = out;
    }

    @Override
    public @Nullable LocationAwareLogger logger(String name) {
        return null;
    }

    @Override
    public void write(LateEvent event) {
        if (event.level().toInt() >= Level.INFO.toInt()) {
            out.println(event.level() + " " + event.thread() + " - " + event.text());
            if (event.thrown() != null) {
                event.thrown().printStackTrace(out);
            }
        }
    }
}
