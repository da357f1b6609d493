package io.apogeemq.simulation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** What a class tells the operator while this is open: its lines of the level WARN and above. */
public final class LogLines implements AutoCloseable {
    private final Logger logger;
    private final Lines lines = new Lines();

    private static final class Lines extends AbstractAppender {
        private final List<String> all = new CopyOnWriteArrayList<>();

        Lines() {
            super("lines", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
                all.add(event.getMessage().getFormattedMessage());
            }
        }
    }

    public LogLines(Class<?> of) {
        this(of.getName());
    }

    /** @param of the name of a class */
    public LogLines(String of) {
        Configurator.setLevel(of, Level.WARN);
        logger = (Logger) LogManager.getLogger(of);
        lines.start();
        logger.addAppender(lines);
    }

    public List<String> all() {
        return List.copyOf(lines.all);
    }

    @Override
    public void close() {
        logger.removeAppender(lines);
    }
}
