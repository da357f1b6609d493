package io.apogeemq.broker.feature;

import io.apogeemq.concurrent.Position;
import io.apogeemq.store.log.Durability;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is promised to a sender who waits for it.
 *
 * @param full as durable as this
 * @param local what a message gets, and is told to lack the rest of, while the full promise cannot be kept at all
 * @param canBeKept whether the full promise can be kept now
 * @param refusal why nothing may be sent now; gives null while it may
 */
public record Promise(
        Durability full, Durability local, BooleanSupplier canBeKept, Supplier<@Nullable String> refusal) {
    /** What is missing when no slave is there to have a message. */
    static final Position NO_SLAVE = new Position("no slave", 0);

    /** Always kept by this broker alone. */
    public static Promise of(Durability durability) {
        return new Promise(durability, durability, () -> true, () -> null);
    }
}
