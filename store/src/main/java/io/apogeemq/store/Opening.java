package io.apogeemq.store;

import io.apogeemq.concurrent.Position;
import org.jspecify.annotations.Nullable;

/**
 * How a store is opened by whoever has others beside it.
 *
 * @param shown what must have passed a message besides {@code written} before readers see it, such as how far replicas are;
 *     whoever moves it calls {@link Store#advanced}. What a start finds is seen at once. Null for nothing
 */
public record Opening(@Nullable Position shown) {
    /** A store that stands alone. */
    public static final Opening ALONE = new Opening(null);
}
