package io.apogeemq.store;

import io.apogeemq.concurrent.Position;
import org.jspecify.annotations.Nullable;

/**
 * How a store is opened by whoever has others beside it.
 *
 * @param shown what must have passed a message besides {@code written} before readers see it, such as how far replicas are;
 *     whoever moves it calls {@link Store#advanced}. What a start finds is seen at once. Null for nothing
 * @param follows whether it takes what a leader's log holds ({@link Store#raw}), and nothing else
 */
public record Opening(@Nullable Position shown, boolean follows) {
    /** A store that stands alone, or before others. */
    public static final Opening ALONE = new Opening(null, false);

    /** A store that holds what its leader's holds; until it leads itself ({@link Store#lead}). */
    public static final Opening FOLLOWS = new Opening(null, true);
}
