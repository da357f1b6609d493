package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.BOOL;
import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.setOf;

import java.util.Set;

/**
 * What a consumer group wants of a topic (spec/requests.md 3).
 *
 * @param tagCodes Java hash codes of the tags; empty for all messages and for SQL
 * @param expression {@code *}, tags joined by {@code ||}, or an SQL condition
 * @param version ms of the last change on the client
 */
public record SubscriptionRecord(
        boolean classFilter,
        Set<Integer> tagCodes,
        String expressionType,
        String expression,
        long version,
        Set<String> tags,
        String topic) {

    /** Expression type. */
    public static final String TAG = "TAG";

    /** Expression type. */
    public static final String SQL92 = "SQL92";

    /** The expression for every message. */
    public static final String ALL = "*";

    public static final BodyCodec<SubscriptionRecord> BODY = BodyCodec.<SubscriptionRecord>table()
            .field("classFilterMode", BOOL, SubscriptionRecord::classFilter, false)
            .field("codeSet", setOf(INT32), SubscriptionRecord::tagCodes, Set.of())
            .field("expressionType", TEXT, SubscriptionRecord::expressionType, TAG)
            .field("subString", TEXT, SubscriptionRecord::expression, ALL)
            .field("subVersion", INT64, SubscriptionRecord::version, 0L)
            .field("tagsSet", setOf(TEXT), SubscriptionRecord::tags, Set.of())
            .required("topic", TEXT, SubscriptionRecord::topic)
            .make(in -> new SubscriptionRecord(
                    in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next()));

    /** Whether the expression is tags, which the queue units can be compared with. */
    public boolean byTag() {
        return expressionType.equals(TAG);
    }
}
