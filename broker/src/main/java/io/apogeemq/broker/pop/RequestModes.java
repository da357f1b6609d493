package io.apogeemq.broker.pop;

import io.apogeemq.broker.kept.SavedTable;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.protocol.body.RequestMode;
import io.apogeemq.protocol.body.RequestModeTable;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How groups ask for the messages of topics, where it was said: {@code config/messageRequestMode.json}. Any thread. */
final class RequestModes implements SavedTable.Source {
    private static final int MOST =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 4096);

    private final ConcurrentHashMap<Key, RequestMode> modes = new ConcurrentHashMap<>();

    private record Key(String topic, String group) {}

    /** @param kept what the file held */
    RequestModes(@Nullable RequestModeTable kept) {
        if (kept != null) {
            kept.modes().values().forEach(groups -> groups.values().forEach(this::put));
        }
    }

    @Nullable
    RequestMode find(String topic, String group) {
        return modes.get(new Key(topic, group));
    }

    /** False when there are as many as the heap is good for. */
    boolean put(RequestMode mode) {
        Key key = new Key(mode.topic(), mode.group());
        if (modes.size() >= MOST && !modes.containsKey(key)) {
            return false;
        }
        modes.put(key, mode);
        return true;
    }

    void forgetTopics(Predicate<String> gone) {
        modes.keySet().removeIf(key -> gone.test(key.topic));
    }

    @Override
    public byte[] encode() {
        return RequestModeTable.BODY.write(table(), JsonForm.FILE);
    }

    RequestModeTable table() {
        Map<String, Map<String, RequestMode>> table = new TreeMap<>();
        modes.forEach((key, mode) ->
                table.computeIfAbsent(key.topic, unused -> new TreeMap<>()).put(key.group, mode));
        return new RequestModeTable(table);
    }
}
