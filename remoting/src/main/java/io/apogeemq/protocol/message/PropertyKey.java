package io.apogeemq.protocol.message;

/** The property names that the broker's core reads or writes; a feature names its own (spec messages 7). */
public final class PropertyKey {
    public static final String KEYS = "KEYS";
    public static final String TAGS = "TAGS";
    /** {@code false}: the sender does not wait for disk or replicas. */
    public static final String WAIT = "WAIT";

    public static final String DELAY = "DELAY";
    public static final String RETRY_TOPIC = "RETRY_TOPIC";
    public static final String REAL_TOPIC = "REAL_TOPIC";
    public static final String REAL_QUEUE_ID = "REAL_QID";
    public static final String TRANSACTION_PREPARED = "TRAN_MSG";
    public static final String PRODUCER_GROUP = "PGROUP";
    public static final String ORIGIN_MESSAGE_ID = "ORIGIN_MESSAGE_ID";
    public static final String RECONSUME_TIME = "RECONSUME_TIME";
    public static final String MAX_RECONSUME_TIMES = "MAX_RECONSUME_TIMES";
    public static final String REGION = "MSG_REGION";
    public static final String TRACE_ON = "TRACE_ON";
    public static final String UNIQUE_ID = "UNIQ_KEY";
    public static final String CLUSTER = "CLUSTER";

    private PropertyKey() {}
}
