package io.apogeemq.broker.filter;

import io.apogeemq.store.read.RecordFilter;
import org.jspecify.annotations.Nullable;

/** Which messages a subscription wants. Immutable. */
public sealed interface MessageFilter permits TagFilter, SqlFilter {
    /** Whether every message is wanted, so that none has to be looked at. */
    boolean isAll();

    /** Whether a message with this tag code in its queue unit may be wanted. */
    boolean mayMatch(long tagCode);

    /** Chooses by the messages themselves, for one read; null when the queue unit tells all that a broker looks at. */
    @Nullable
    RecordFilter records();
}
