package io.apogeemq.store.retention;

import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.checkpoint.TableFile;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For each topic that keeps its messages for a shorter time than the log: the position below which they are gone. One
 * number does for all queues of a topic, since positions and store times grow together; and a topic that is deleted and
 * made again lies behind its old number, so that nothing has to be taken back.
 *
 * <p>Kept in {@code <root>/apogee/topic-floors}, one line {@code position topic} each. A broker that does not know the
 * file shows the messages again.
 */
@OwnedBy("disk")
final class TopicFloors {
    private static final Logger log = LoggerFactory.getLogger(TopicFloors.class);
    private static final String HEADER = "# messages of a topic are gone below this position of the log";

    private final TableFile file;
    private final LongSupplier logStart;
    private final Map<String, Long> floors = new TreeMap<>();
    private final Map<String, Long> unsaved = new TreeMap<>();

    TopicFloors(TableFile file, LongSupplier logStart) {
        this.file = file;
        this.logStart = logStart;
    }

    /** Reads what was kept. A file that is damaged costs no more than that messages are seen again. */
    void load() throws IOException {
        try {
            Map<String, Long> kept = file.load(TopicFloors::parse);
            if (kept != null) {
                // else a loss of power would show again what was gone after this start
                file.force();
                floors.putAll(kept);
            }
        } catch (TableFile.Damaged e) {
            log.warn("{}; messages that topics keep for a shorter time are shown again", e.getMessage());
        }
    }

    private static Map<String, Long> parse(String text) {
        Map<String, Long> floors = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int blank = line.indexOf(' ');
            floors.put(line.substring(blank + 1), Long.parseLong(line.substring(0, blank)));
        });
        return floors;
    }

    Set<String> topics() {
        return Set.copyOf(floors.keySet());
    }

    /** Messages of the topic below are gone. */
    long of(String topic) {
        return Math.max(logStart.getAsLong(), floors.getOrDefault(topic, 0L));
    }

    /**
     * From the next {@link #save} on. Not before: a queue whose minimum had followed would begin earlier after a crash.
     *
     * @return whether it will be higher
     */
    boolean raise(String topic, long position) {
        if (position <= of(topic)) {
            return false;
        }
        unsaved.merge(topic, position, Math::max);
        return true;
    }

    /** Durable on return. Leaves out what says nothing any more: the log begins behind it. */
    void save() throws IOException {
        long start = logStart.getAsLong();
        Map<String, Long> all = new TreeMap<>(floors);
        all.putAll(unsaved);
        all.values().removeIf(each -> each <= start);
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        all.forEach((name, floor) -> text.append(floor).append(' ').append(name).append('\n'));
        file.save(text.toString());
        floors.clear();
        floors.putAll(all);
        unsaved.clear();
    }
}
