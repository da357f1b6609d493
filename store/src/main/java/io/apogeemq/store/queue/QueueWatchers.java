package io.apogeemq.store.queue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several watchers as one. Immutable. A queue that one watches has no such object. */
record QueueWatchers(List<QueueWatcher> all) implements QueueWatcher {

    static QueueWatcher with(@Nullable QueueWatcher before, QueueWatcher more) {
        List<QueueWatcher> all = list(before);
        if (!all.contains(more)) {
            all.add(more);
        }
        return all.size() == 1 ? all.get(0) : new QueueWatchers(List.copyOf(all));
    }

    static @Nullable QueueWatcher without(@Nullable QueueWatcher before, QueueWatcher one) {
        List<QueueWatcher> all = list(before);
        all.remove(one);
        if (all.isEmpty()) {
            return null;
        }
        return all.size() == 1 ? all.get(0) : new QueueWatchers(List.copyOf(all));
    }

    private static List<QueueWatcher> list(@Nullable QueueWatcher watcher) {
        if (watcher instanceof QueueWatchers several) {
            return new ArrayList<>(several.all);
        }
        return watcher == null ? new ArrayList<>() : new ArrayList<>(List.of(watcher));
    }

    @Override
    public void grown(ConsumeQueue queue, long maxOffset) {
        all.forEach(watcher -> watcher.grown(queue, maxOffset));
    }
}
