package io.apogeemq.store.queue;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Looks through a queue's files that nobody writes, and changes nothing. One thread. */
public final class QueueCheck {
    private final QueueFiles files;

    public QueueCheck(QueueFiles files) {
        this.files = files;
    }

    /**
     * What was found.
     *
     * @param min the first unit of a message that is not gone
     * @param max the number after the last unit
     * @param wrong how many units from min on name no message that the log has there
     * @param firstWrong the first of them
     * @param missingFile the first unit of a file that is missing in between; -1 when none is
     */
    public record Found(long min, long max, long wrong, long firstWrong, long missingFile) {}

    private NavigableSet<Long> starts(QueueName queue) throws IOException {
        NavigableSet<Long> starts = new TreeSet<>();
        for (Map.Entry<Long, Long> each : files.fileLengths(queue).entrySet()) {
            if (each.getValue() != files.fileLength()) {
                throw new IOException(files.pathOf(queue, each.getKey()) + " has " + each.getValue() + " bytes, not "
                        + files.fileLength());
            }
            starts.add(each.getKey());
        }
        return starts;
    }

    /**
     * @param logStart messages below are gone
     * @param test whether the log has that message there
     * @throws IOException also when a file has another length than configured
     */
    public Found look(QueueName queue, long logStart, QueueRecovery.UnitTest test) throws IOException {
        NavigableSet<Long> starts = starts(queue);
        long min = -1;
        long max = starts.isEmpty() ? 0 : starts.first();
        long wrong = 0;
        long firstWrong = -1;
        long missing = -1;
        try (UnitProbe units = files.probe(queue)) {
            for (long start : starts) {
                boolean follows = start == starts.first() || (start == max && max % files.unitsPerFile() == 0);
                if (!follows && units.find(start)) {
                    missing = max;
                    break;
                }
                if (!follows) {
                    continue;
                }
                long end = start + files.unitsPerFile();
                max = start;
                while (max < end && units.find(max)) {
                    boolean gone = units.isFiller() || units.position() < logStart;
                    if (!gone) {
                        min = min < 0 ? max : min;
                        if (!test.holds(queue, max, units.position(), units.length())) {
                            firstWrong = wrong++ == 0 ? max : firstWrong;
                        }
                    }
                    max++;
                }
            }
        }
        return new Found(min < 0 ? max : min, max, wrong, firstWrong, missing);
    }
}
