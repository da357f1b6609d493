package io.apogeemq.launch;

/** What a server ends with, as RocketMQ's do (spec/config.md 2 and 3); a shell sees the last eight bits. */
public final class ExitStatus {
    public static final int DONE = 0;
    public static final int WRONG_OPTION = 1;
    public static final int WRONG_SETTING = -1;
    public static final int NO_HOME = -2;
    public static final int NOT_INITIALISED = -3;

    private ExitStatus() {}
}
