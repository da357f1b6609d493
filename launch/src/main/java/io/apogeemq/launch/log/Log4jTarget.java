package io.apogeemq.launch.log;

import java.io.PrintStream;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.util.ShutdownCallbackRegistry;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.status.StatusLogger;
import org.apache.logging.slf4j.Log4jLoggerFactory;
import org.apache.logging.slf4j.Log4jMarkerFactory;
import org.slf4j.ILoggerFactory;
import org.slf4j.spi.LocationAwareLogger;

/** log4j, as users configure it in conf/. Only this class and its neighbours called so know it. */
final class Log4jTarget implements LogTarget {
    private final LoggerContext context;
    private final ILoggerFactory loggers;

    private Log4jTarget(LoggerContext context, ILoggerFactory loggers) {
        this.context = context;
        this.loggers = loggers;
    }

    /**
     * Reads the configuration and opens the files, also while the process is ending.
     *
     * @throws IllegalStateException when a file that loggers write to cannot be opened; log4j would pass over their lines
     */
    static LogTarget open(PrintStream err) {
        System.getProperties()
                .putIfAbsent(ShutdownCallbackRegistry.SHUTDOWN_CALLBACK_REGISTRY, Log4jEnd.class.getName());
        Log4jTroubles troubles = new Log4jTroubles(err);
        StatusLogger.getLogger().registerListener(troubles);
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        List<String> heard = troubles.opened();
        if (!heard.isEmpty() && lacksAnAppender(context.getConfiguration())) {
            throw new IllegalStateException(heard.get(0));
        }
        heard.forEach(troubles::tell);
        return new Log4jTarget(context, new Log4jLoggerFactory(new Log4jMarkerFactory()));
    }

    private static boolean lacksAnAppender(Configuration configuration) {
        return configuration.getLoggers().values().stream()
                .flatMap(logger -> logger.getAppenderRefs().stream())
                .anyMatch(ref -> !configuration.getAppenders().containsKey(ref.getRef()));
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
