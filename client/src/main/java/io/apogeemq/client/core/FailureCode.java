package io.apogeemq.client.core;

/** Codes of failures that the client itself finds (spec/client.md 8). */
public final class FailureCode {
    public static final int CONNECT = 10001;
    public static final int ANSWER_TIMEOUT = 10002;
    public static final int NO_BROKER = 10003;
    public static final int NO_NAME_SERVER = 10004;
    public static final int NO_ROUTE = 10005;

    private FailureCode() {}
}
