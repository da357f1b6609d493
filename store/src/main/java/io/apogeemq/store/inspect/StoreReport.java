package io.apogeemq.store.inspect;

import io.apogeemq.protocol.body.DelayOffsets;
import io.apogeemq.protocol.body.GroupTableBody;
import io.apogeemq.protocol.body.OffsetTableBody;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.store.checkpoint.Checkpoint;
import io.apogeemq.store.checkpoint.ExitMark;
import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.log.LogCheck;
import io.apogeemq.store.log.LogWitnesses;
import io.apogeemq.store.queue.QueueCheck;
import io.apogeemq.store.queue.QueueFiles;
import io.apogeemq.store.queue.QueueMarks;
import io.apogeemq.store.queue.QueueName;
import io.apogeemq.store.queue.QueueRecovery;
import io.apogeemq.store.queue.QueueTable;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentFiles;
import io.apogeemq.store.segment.SegmentList;
import io.apogeemq.store.sums.BlockSums;
import io.apogeemq.store.sums.SegmentPass;
import io.apogeemq.store.sums.SumTable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says file by file what of a stopped store is whole: each record with its body's sum, each block of a
 * sealed log file with its own, each queue unit against the record
 * that it names, each queued record against its queue. One thread; reads everything, changes nothing.
 */
public final class StoreReport {
    private static final int MOST_OPEN_FILES = 64;

    private final Disk disk;
    private final StoreShape shape;
    private final PrintStream out;

    /** The next number of each queue, as the log has it. */
    private final Map<QueueName, Long> nextOffsets =
            new TreeMap<>(Comparator.comparing(QueueName::topic).thenComparing(QueueName::queueId));

    /** Records in each file of the log, by its start. */
    private final Map<Long, Long> counts = new HashMap<>();

    private int troubles;
    private long records;
    private int queues;

    public StoreReport(Disk disk, StoreShape shape, PrintStream out) {
        this.disk = disk;
        this.shape = shape;
        this.out = out;
    }

    /** @return how many things are not whole */
    public int print() throws IOException {
        SegmentList segments;
        try {
            segments = new SegmentFiles(disk, shape.log(), shape.segmentLength()).openAll();
        } catch (IOException e) {
            trouble("commitlog", e.getMessage() + ": no broker starts on it");
            return troubles;
        }
        boolean wasClean = !new ExitMark(disk, shape.root()).isSet();
        say("abort", wasClean ? "is not there: the last exit was clean" : "the last exit was not clean");
        if (segments.isEmpty()) {
            say("commitlog", "is empty");
        } else {
            LogCheck log = new LogCheck(segments);
            long end = log(segments, log);
            sums(segments, end);
            queues(segments.first().start(), log, wasClean);
            checkpoint(segments.first().start(), end);
        }
        witnesses(segments);
        tables();
        if (!disk.list(shape.root().resolve("index")).isEmpty()) {
            say("index", "is not looked into: what finds nothing there is found by its queue");
        }
        out.printf(
                "%s: %,d messages in %d log files and %d queues%n",
                troubles == 0 ? "whole" : "NOT WHOLE in " + troubles + " places", records, segments.count(), queues);
        return troubles;
    }

    private long log(SegmentList segments, LogCheck check) throws IOException {
        long end = check.walk(segments.first().start(), new LogCheck.Visitor() {
            @Override
            public boolean record(RecordReader record, long position) {
                records++;
                Segment segment = segments.find(position);
                if (segment != null) {
                    counts.merge(segment.start(), 1L, Long::sum);
                }
                count(record, position);
                return true;
            }

            @Override
            public void damage(long from, long to) {
                trouble(
                        "commitlog",
                        "nothing whole between positions " + from + " and " + to + ", whole records go on behind");
            }
        });
        for (int i = 0; i < segments.count(); i++) {
            Segment segment = segments.get(i);
            say(
                    "commitlog/" + segment.path().getFileName(),
                    "%,d records whole%s"
                            .formatted(
                                    counts.getOrDefault(segment.start(), 0L),
                                    segment.start() <= end && end < segment.end()
                                            ? ", the log ends at position " + end
                                            : ""));
        }
        return end;
    }

    /** What no sum of a record's own covers, as far as it was sealed by a broker of ours. */
    private void sums(SegmentList segments, long end) throws IOException {
        Path directory = SumTable.directoryIn(shape.root());
        int without = 0;
        // the last one may lie ready and empty
        for (int i = 0; i < segments.count() - 1 && segments.get(i).end() <= end; i++) {
            Segment segment = segments.get(i);
            Path file = directory.resolve(SegmentFiles.nameOf(segment.start()));
            if (disk.exists(file)) {
                compare(segment, segments.get(i + 1), file);
            } else {
                without++;
            }
        }
        if (without > 0) {
            say("apogee/sums", "%,d sealed log files have no block sums yet: a broker takes them".formatted(without));
        }
    }

    private void compare(Segment segment, Segment next, Path file) throws IOException {
        String name = "commitlog/" + segment.path().getFileName();
        BlockSums sums;
        try {
            sums = BlockSums.read(disk, file, segment);
        } catch (IOException e) {
            trouble("apogee/sums/" + file.getFileName(), e.getMessage() + ": a broker takes the sums again");
            return;
        }
        if (!sums.isOfThisPast(segment, next)) {
            say(
                    "apogee/sums/" + file.getFileName(),
                    "is older than what the log file holds: a broker takes the sums again");
            return;
        }
        SegmentPass pass = new SegmentPass(segment, sums, true, new SegmentPass.Report() {
            @Override
            public void notWhole(Segment in, int at, int length, @Nullable String topic) {
                // the walk over the log has said so
            }

            @Override
            public void changed(Segment in, int at, int length, @Nullable String topic, String what) {
                trouble(
                        name,
                        "%d bytes from position %d on, topic %s: %s"
                                .formatted(length, in.start() + at, topic == null ? "unknown" : topic, what));
            }
        });
        pass.run();
        say(
                name,
                pass.wrongCount() == 0
                        ? "%,d blocks as they were %s"
                                .formatted(
                                        sums.count(),
                                        switch (sums.head().origin()) {
                                            case WRITER -> "written";
                                            case LATER ->
                                                "when first summed up, at "
                                                        + Instant.ofEpochMilli(
                                                                sums.head().takenMillis());
                                        })
                        : "%,d of %,d blocks are not as they were sealed".formatted(pass.wrongCount(), sums.count()));
    }

    private void count(RecordReader record, long position) {
        if (!SysFlag.isQueued(record.sysFlag()) || record.queueId() < 0 || record.queueId() >= QueueName.MOST_QUEUES) {
            return;
        }
        QueueName queue = new QueueName(record.topic(), record.queueId());
        Long expected = nextOffsets.put(queue, record.queueOffset() + 1);
        if (expected != null && record.queueOffset() > expected) {
            trouble(
                    "commitlog",
                    "the queue " + queue + " lacks its messages " + expected + " to " + (record.queueOffset() - 1)
                            + " before position " + position);
        }
    }

    private void queues(long logStart, LogCheck log, boolean wasClean) throws IOException {
        QueueFiles files =
                new QueueFiles(disk, shape.root().resolve("consumequeue"), shape.queueFileLength(), MOST_OPEN_FILES);
        TreeSet<QueueName> names =
                new TreeSet<>(Comparator.comparing(QueueName::topic).thenComparing(QueueName::queueId));
        names.addAll(files.list());
        QueueCheck check = new QueueCheck(files);
        for (QueueName name : names) {
            queues++;
            String file = "consumequeue/" + name;
            try {
                say(file, check.look(name, logStart, log::holds), nextOffsets.getOrDefault(name, 0L), wasClean);
            } catch (IOException | UncheckedIOException e) {
                trouble(file, "cannot be read: " + e.getMessage());
            }
        }
        nextOffsets.forEach((name, next) -> {
            if (!names.contains(name)) {
                say(
                        "consumequeue/" + name,
                        "is not there, though the log has messages up to " + (next - 1)
                                + ": a deleted topic, or a start makes it again");
            }
        });
        files.close();
        if (names.isEmpty() && !nextOffsets.isEmpty()) {
            trouble("consumequeue", "holds no queue at all: a start makes all of them from the log");
        }
    }

    private void say(String file, QueueCheck.Found found, long next, boolean wasClean) {
        if (found.missingFile() >= 0) {
            trouble(file, "what comes behind unit " + (found.missingFile() - 1) + " is missing, later files are there");
        } else if (found.wrong() > 0) {
            trouble(file, found.wrong() + " units name no such message in the log, the first is " + found.firstWrong());
        } else if (found.max() < next && wasClean) {
            trouble(file, "lacks units " + found.max() + " to " + (next - 1) + " of messages that the log has");
        } else if (found.max() < next) {
            say(
                    file,
                    "messages " + found.min() + " to " + (found.max() - 1) + "; a start adds those up to "
                            + (next - 1));
        } else if (found.max() == found.min()) {
            say(file, "empty, goes on at " + found.max());
        } else {
            say(file, "messages " + found.min() + " to " + (found.max() - 1) + ", each where its unit says");
        }
    }

    private void checkpoint(long logStart, long end) throws IOException {
        Path path = shape.root().resolve("checkpoint");
        if (!disk.exists(path)) {
            say("checkpoint", "is not there: a start reads the whole log after a crash");
            return;
        }
        Checkpoint checkpoint = Checkpoint.open(disk, path);
        long position = checkpoint.queuePosition();
        String until = "the log is forced up to " + Instant.ofEpochMilli(checkpoint.logMillis());
        if (position == 0) {
            say("checkpoint", until + "; no position for the queues");
        } else if (logStart <= position && position <= end) {
            say("checkpoint", until + ", queues up to position " + position);
        } else {
            trouble("checkpoint", until + ", but the queues' position " + position + " lies outside of the log");
        }
        checkpoint.close();
    }

    /** What a start would be refused for. */
    private void witnesses(SegmentList segments) throws IOException {
        QueueFiles files =
                new QueueFiles(disk, shape.root().resolve("consumequeue"), shape.queueFileLength(), MOST_OPEN_FILES);
        Path path = shape.root().resolve("checkpoint");
        Checkpoint checkpoint = disk.exists(path) ? Checkpoint.open(disk, path) : null;
        new LogWitnesses(
                        shape.root(),
                        shape.log(),
                        new QueueRecovery(files, new QueueTable(files)),
                        checkpoint,
                        new QueueMarks(disk, shape.root().resolve("apogee")).load())
                .miss(segments)
                .ifPresent(why -> trouble("commitlog", "no broker starts on it: " + why));
        if (checkpoint != null) {
            checkpoint.close();
        }
        files.close();
    }

    private void tables() throws IOException {
        Map<String, Consumer<byte[]>> parsers = new TreeMap<>(Map.of(
                "topics.json", TopicTableBody.BODY::readFile,
                "subscriptionGroup.json", GroupTableBody.BODY::readFile,
                "consumerOffset.json", OffsetTableBody.BODY::readFile,
                "delayOffset.json", DelayOffsets.BODY::readFile));
        for (Map.Entry<String, Consumer<byte[]>> each : parsers.entrySet()) {
            for (String name : new String[] {each.getKey(), each.getKey() + ".bak"}) {
                Path path = shape.root().resolve("config").resolve(name);
                if (disk.exists(path)) {
                    table("config/" + name, path, each.getValue());
                }
            }
        }
    }

    private void table(String name, Path path, Consumer<byte[]> parser) throws IOException {
        try (DiskFile file = disk.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.length()));
            file.read(bytes, 0);
            parser.accept(bytes.array());
            say(name, "whole");
        } catch (RuntimeException e) {
            trouble(name, "cannot be understood: " + e.getMessage());
        }
    }

    private void say(String file, String what) {
        out.println(file + "\t" + what);
    }

    private void trouble(String file, String what) {
        troubles++;
        say(file, "DAMAGED: " + what);
    }
}
