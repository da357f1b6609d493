package io.apogeemq.launch.log;

import io.apogeemq.concurrent.ProcessEnd;
import io.apogeemq.concurrent.ThreadedLoops;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * SLF4J's provider in a server's process: log4j, but opened when the server has started. Its start takes as long as all
 * the rest of a broker's (annotations read by reflection), and nobody waits for the lines meanwhile.
 */
public final class LateLog implements SLF4JServiceProvider {
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();
    private final LateLoggers loggers =
            new LateLoggers(LateLog::openLog, new ThreadedLoops(""), ProcessEnd::beforeEnd, System.err);

    @Override
    public void initialize() {
        // nothing is opened before there is something to say
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    /** As SLF4J's own providers of this generation say it. */
    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    /** Not named above by itself: that would load the log library's classes, with all that its jar says of itself. */
    private static LogTarget openLog() {
        return Log4jTarget.open(System.err);
    }
}
