package io.apogeemq.client.consume.wire;

import java.util.Map;
import java.util.TreeMap;

/** The stacks of all threads as text, for an operator who asks what a consumer is doing. */
final class Stacks {
    private Stacks() {}

    static String text() {
        TreeMap<String, StackTraceElement[]> byName = new TreeMap<>();
        Thread.getAllStackTraces()
                .forEach((thread, stack) -> byName.put(
                        thread.getName() + " TID: " + thread.getId() + " STATE: " + thread.getState(), stack));
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, StackTraceElement[]> thread : byName.entrySet()) {
            text.append(thread.getKey()).append('\n');
            for (StackTraceElement line : thread.getValue()) {
                text.append("    ").append(line).append('\n');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
