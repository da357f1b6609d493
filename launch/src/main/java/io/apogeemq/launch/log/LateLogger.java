package io.apogeemq.launch.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LocationAwareLogger;

/**
 * A logger that stays the same when the log opens: classes keep theirs in static fields. Until then every level is on,
 * because only the configuration knows which are; afterwards a question for a level costs one read more than log4j's own.
 */
final class LateLogger extends LegacyAbstractLogger {
    /** A line's place in the source is who called this class. */
    private static final String CALLED = AbstractLogger.class.getName();

    private final transient LateLoggers all;
    private transient volatile @Nullable LocationAwareLogger opened;

    LateLogger(String name, LateLoggers all) {
        this.name = name;
        this.all = all;
    }

    void open(@Nullable LocationAwareLogger logger) {
        opened = logger;
    }

    @Override
    public boolean isTraceEnabled() {
        LocationAwareLogger to = opened;
        return to == null || to.isTraceEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
        LocationAwareLogger to = opened;
        return to == null || to.isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        LocationAwareLogger to = opened;
        return to == null || to.isInfoEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        LocationAwareLogger to = opened;
        return to == null || to.isWarnEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
        LocationAwareLogger to = opened;
        return to == null || to.isErrorEnabled();
    }

    /** Whoever meets the opening in here comes to the log by {@link LateLoggers#accept}, after what was kept. */
    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        OneLine.fit(arguments);
        LocationAwareLogger to = opened;
        if (to != null) {
            to.log(marker, CALLED, level.toInt(), pattern, arguments, thrown);
        } else {
            all.accept(name, level, MessageFormatter.basicArrayFormat(pattern, arguments), thrown);
        }
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return CALLED;
    }
}
