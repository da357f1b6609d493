package io.apogeemq.store.queue;

import io.apogeemq.store.checkpoint.TableFile;
import io.apogeemq.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues whose files were found not to hold what they should while the store was open, in {@code <root>/apogee/wrong-queues}:
 * the next start makes them from the log again. Until then reads of what they lack fail. One line {@code topic id} each.
 */
public final class WrongQueues {
    private static final Logger log = LoggerFactory.getLogger(WrongQueues.class);

    private final TableFile file;
    /** At most as many as there are queues. */
    private final Set<QueueName> known = ConcurrentHashMap.newKeySet();

    public WrongQueues(Disk disk, Path directory) {
        this.file = new TableFile(disk, directory, "wrong-queues");
    }

    /** What earlier processes found. */
    public Set<QueueName> load() throws IOException {
        try {
            Set<QueueName> found =
                    file.load(text -> text.lines().map(WrongQueues::parse).collect(Collectors.toSet()));
            return found == null ? Set.of() : found;
        } catch (TableFile.Damaged e) {
            log.warn("{}; what queues lack is found again when it is read", e.getMessage());
            return Set.of();
        }
    }

    private static QueueName parse(String line) {
        int blank = line.lastIndexOf(' ');
        return new QueueName(line.substring(0, blank), Integer.parseInt(line.substring(blank + 1)));
    }

    /**
     * Writes one down, the first time that it is named. Any thread.
     *
     * @param disk where files are written
     */
    public void found(QueueName queue, Executor disk) {
        if (!known.add(queue)) {
            return;
        }
        log.error(
                "the files of the queue {} do not hold what they should: what they lack is not delivered until the broker is"
                        + " started again, which makes them from the log",
                queue);
        try {
            disk.execute(this::save);
        } catch (RejectedExecutionException e) {
            log.debug("not written down: {}", e.getMessage());
        }
    }

    private void save() {
        Set<String> lines = new TreeSet<>();
        known.forEach(name -> lines.add(name.topic() + ' ' + name.queueId() + '\n'));
        try {
            file.save(String.join("", lines));
        } catch (IOException e) {
            log.warn(
                    "it is not written down that queues are to be made again, so the next start may not: {}",
                    e.toString());
        }
    }

    /** All of them are whole again. */
    public void clear() throws IOException {
        file.delete();
    }
}
