package io.apogeemq.store.segment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where the log's files lie. All directories together are one log, whichever file lies in which; new files go round
 * over those that are not read-only.
 *
 * @param writable storePathCommitLog
 * @param readOnly readOnlyCommitLogStorePaths: get no new file; the one that the log ends in is written on
 */
public record LogDirectories(List<Path> writable, List<Path> readOnly) {

    /**
     * Apache's brokers go round in the order of the texts, not of the setting. Written out: the JDK's own comparators are
     * made anew in each process, and a start waits for that.
     */
    private static final Comparator<Path> BY_TEXT =
            (one, other) -> one.toString().compareTo(other.toString());

    public LogDirectories {
        List<Path> kept = new ArrayList<>(writable);
        kept.removeAll(readOnly);
        writable = kept.stream().distinct().sorted(BY_TEXT).toList();
        readOnly = readOnly.stream().distinct().sorted(BY_TEXT).toList();
        if (writable.isEmpty()) {
            throw new IllegalArgumentException("no directory is left for new files of the log");
        }
    }

    public static LogDirectories of(Path only) {
        return new LogDirectories(List.of(only), List.of());
    }

    /** All of them. */
    public List<Path> all() {
        List<Path> all = new ArrayList<>(writable);
        all.addAll(readOnly);
        return all;
    }

    /**
     * Where the file that begins there goes: the first of these that can take it. The n-th file of the log goes into the
     * n-th directory, over and over, as seen with Apache's broker 5.5.0; should that one be full, the next takes it.
     */
    public List<Path> choices(long start, int length) {
        int first = (int) (start / length % writable.size());
        List<Path> choices = new ArrayList<>(writable.subList(first, writable.size()));
        choices.addAll(writable.subList(0, first));
        return choices;
    }

    @Override
    public String toString() {
        return String.join(",", all().stream().map(Path::toString).toList());
    }
}
