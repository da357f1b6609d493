package io.apogeemq.protocol.body;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts values where a text of an old peer points at them: {@code {"$ref":"$.queues[0]"}} stands for an object that was
 * written before (spec/remoting.md 21). Only paths from the root are known, and none may lead to or through another
 * pointer: that is all those peers write, and it keeps a text from standing for something endless or vast.
 */
final class References {
    static final String MARK = "$ref";

    private final @Nullable Object root;
    private int room;

    private References(@Nullable Object root, int maxWeight) {
        this.root = root;
        this.room = maxWeight;
    }

    static @Nullable Object resolve(@Nullable Object root, int maxWeight) {
        return new References(root, maxWeight).resolved(root, false);
    }

    private @Nullable Object resolved(@Nullable Object value, boolean behindPointer) {
        if (--room < 0) {
            throw new BadBody("points at more values than are read at most");
        }
        if (value instanceof List<?> items) {
            List<@Nullable Object> copy = new ArrayList<>(items.size());
            for (Object item : items) {
                copy.add(resolved(item, behindPointer));
            }
            return copy;
        }
        if (!(value instanceof Map<?, ?> members)) {
            return value;
        }
        if (members.size() == 1 && members.get(MARK) instanceof String path) {
            if (behindPointer) {
                throw new BadBody("points at a pointer: " + path);
            }
            return resolved(find(path), true);
        }
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
        members.forEach((key, item) -> copy.put(key, resolved(item, behindPointer)));
        return copy;
    }

    /** Follows {@code $}, {@code .name} and {@code [index]}. */
    private @Nullable Object find(String path) {
        Object at = path.startsWith("$") ? root : null;
        int from = 1;
        while (at != null && from < path.length()) {
            int to = from + 1;
            while (to < path.length() && path.charAt(to) != '.' && path.charAt(to) != '[') {
                to++;
            }
            at = step(at, path.substring(from, to));
            from = to;
        }
        if (at == null) {
            throw new BadBody("points at nothing: " + path);
        }
        return at;
    }

    private static @Nullable Object step(Object at, String step) {
        if (step.startsWith(".") && at instanceof Map<?, ?> members) {
            return members.get(step.substring(1));
        }
        if (step.matches("\\[\\d{1,7}]") && at instanceof List<?> items) {
            int index = Integer.parseInt(step.substring(1, step.length() - 1));
            return index < items.size() ? items.get(index) : null;
        }
        return null;
    }
}
