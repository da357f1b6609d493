package io.apogeemq.store.queue;

import io.apogeemq.store.checkpoint.TableFile;
import io.apogeemq.store.disk.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every queue stood at one position of the log, in {@code <root>/apogee/queues}: what lets a start take the queues
 * as they are, without looking into thousands of files, and notice that one is gone. Also the checkpoint's second copy.
 * <pre>
 *   position 7340032          log and queue files were forced up to there
 *   millis 1760000000000      no record below was stored later
 *   begin 0                   where the log began, as far as the first offsets know
 *   file 6000000              how long queue files are; missing in files of older brokers of ours
 *   last 7339100 900          position and length of the last record that a unit below names; missing where none does
 *   orders 3 0 1200           topic, queue id, first offset, next offset
 *   ...
 *   sum 9f02c1aa              CRC-32 of all before
 * </pre>
 * A queue file below the first offset noted here may be missing, for retention notes the offsets before it deletes files;
 * any other is missed.
 *
 * <p>An Apache broker knows nothing of the file; what it appends lies behind the position and is read from the log.
 */
public final class QueueMarks {
    private static final Logger log = LoggerFactory.getLogger(QueueMarks.class);
    private static final String SUM = "sum ";
    private static final long REBUILDING = -1;

    private final TableFile file;

    public QueueMarks(Disk disk, Path directory) {
        this.file = new TableFile(disk, directory, "queues");
    }

    /** One queue. */
    public record Mark(QueueName name, long min, long max) {}

    /**
     * All of it; see the class comment.
     *
     * @param logStart no queue's first offset names a record below; of files that the log has lost since they know nothing
     * @param fileLength of queue files, in bytes; 0 when that was not noted
     * @param last the last record that a queue's files name; null when that was not noted
     */
    public record State(
            long position,
            long millis,
            long logStart,
            int fileLength,
            @Nullable LastRecord last,
            List<Mark> queues) {
        /** Whether queue files are being made from the log again, so that only the numbers count. */
        public boolean isRebuilding() {
            return logStart == REBUILDING;
        }
    }

    /** Makes durable what {@link #load} has found: the process that saved it may have ended before it could. */
    public void force() throws IOException {
        file.force();
    }

    /** Replaces what is noted; durable on return. */
    public void save(State state) throws IOException {
        StringBuilder text = new StringBuilder(64 + 40 * state.queues.size());
        text.append("position ").append(state.position).append('\n');
        text.append("millis ").append(state.millis).append('\n');
        text.append("begin ").append(state.logStart).append('\n');
        text.append("file ").append(state.fileLength).append('\n');
        if (state.last != null) {
            text.append("last ").append(state.last.position());
            text.append(' ').append(state.last.length()).append('\n');
        }
        for (Mark mark : state.queues) {
            text.append(mark.name.topic()).append(' ').append(mark.name.queueId());
            text.append(' ').append(mark.min).append(' ').append(mark.max).append('\n');
        }
        String sum = sumOf(text.toString());
        text.append(SUM).append(sum).append('\n');
        file.save(text.toString());
    }

    /** The last whole one, or null. */
    public @Nullable State load() throws IOException {
        try {
            return file.load(QueueMarks::parse);
        } catch (TableFile.Damaged e) {
            log.warn("{}; the queues are taken from their files", e.getMessage());
            return null;
        }
    }

    /**
     * Notes that all queue files are made from the log again: a start that finds this goes on with that. The numbers stay,
     * since the log may have no message of a quiet queue any more. Until the next {@link #save}.
     */
    public void rebuild(State last, int fileLength) throws IOException {
        State numbers = new State(last.position, last.millis, REBUILDING, fileLength, last.last, last.queues);
        save(numbers);
        // the copy before it too: what that says about files is wrong from here on
        save(numbers);
    }

    /** Forgets what was noted: the queue files are about to change below it. */
    public void forget() throws IOException {
        file.delete();
    }

    private static State parse(String text) {
        int sumAt = text.lastIndexOf(SUM);
        if (sumAt < 0 || !text.substring(sumAt + SUM.length()).strip().equals(sumOf(text.substring(0, sumAt)))) {
            throw new IllegalArgumentException("its sum is wrong");
        }
        String[] lines = text.substring(0, sumAt).split("\n");
        int next = 3;
        int fileLength = 0;
        LastRecord last = null;
        if (next < lines.length && fields(lines[next]) == 2) {
            fileLength = Math.toIntExact(number(lines[next++]));
        }
        if (next < lines.length && fields(lines[next]) == 3) {
            String line = lines[next++];
            int lengthAt = line.lastIndexOf(' ') + 1;
            last = new LastRecord(number(line.substring(0, lengthAt - 1)), Integer.parseInt(line.substring(lengthAt)));
        }
        List<Mark> queues = new ArrayList<>(lines.length);
        for (; next < lines.length; next++) {
            queues.add(mark(lines[next]));
        }
        return new State(number(lines[0]), number(lines[1]), number(lines[2]), fileLength, last, queues);
    }

    private static int fields(String line) {
        return 1 + (int) line.chars().filter(c -> c == ' ').count();
    }

    private static Mark mark(String line) {
        int maxAt = line.lastIndexOf(' ');
        int minAt = line.lastIndexOf(' ', maxAt - 1);
        int idAt = line.lastIndexOf(' ', minAt - 1);
        QueueName name = new QueueName(line.substring(0, idAt), Integer.parseInt(line.substring(idAt + 1, minAt)));
        return new Mark(name, Long.parseLong(line.substring(minAt + 1, maxAt)), number(line.substring(minAt + 1)));
    }

    private static long number(String line) {
        return Long.parseLong(line.substring(line.indexOf(' ') + 1));
    }

    private static String sumOf(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
