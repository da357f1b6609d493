package io.apogeemq.logging;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.util.ShutdownCallbackRegistry;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.slf4j.Log4jLoggerFactory;
import org.apache.logging.slf4j.Log4jMarkerFactory;
import org.slf4j.ILoggerFactory;
import org.slf4j.spi.LocationAwareLogger;

/** log4j, as users configure it in conf/. The only class that knows it. */
final class Log4jTarget implements LogTarget {
    private final LoggerContext context;
    private final ILoggerFactory loggers;

    private Log4jTarget(LoggerContext context, ILoggerFactory loggers) {
        this.context = context;
        this.loggers = loggers;
    }

    /** Reads the configuration and opens the files, also while the process is ending. */
    static LogTarget open() {
        System.getProperties()
                .putIfAbsent(ShutdownCallbackRegistry.SHUTDOWN_CALLBACK_REGISTRY, Log4jEnd.class.getName());
        return new Log4jTarget(
                (LoggerContext) LogManager.getContext(false), new Log4jLoggerFactory(new Log4jMarkerFactory()));
    }

    @Override
    public LocationAwareLogger logger(String name) {
        return (LocationAwareLogger) loggers.getLogger(name);
    }

    @Override
    public void write(LateEvent event) {
        Logger logger = context.getLogger(event.logger());
        Level level = Level.valueOf(event.level().name());
        Message message = new SimpleMessage(event.text());
        if (logger.isEnabled(level, null, message, event.thrown())) {
            logger.get()
                    .log(Log4jLogEvent.newBuilder()
                            .setLoggerName(event.logger())
                            .setLoggerFqcn(Log4jTarget.class.getName())
                            .setLevel(level)
                            .setMessage(message)
                            .setThrown(event.thrown())
                            .setThreadName(event.thread())
                            .setTimeMillis(event.millis())
                            .build());
        }
    }
}
