package io.apogeemq.store.queue;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.segment.SegmentFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of all queues: {@code consumequeue/<topic>/<queueId>/<byte offset>}, each of full length from the beginning but
 * sparse. Written by the disk loop only; read by anyone.
 */
public final class QueueFiles {
    private static final Logger log = LoggerFactory.getLogger(QueueFiles.class);

    private final Disk disk;
    private final Path root;
    private final int fileLength;
    private final int mostOpen;
    private final OpenFiles open;

    /** What was written since the last {@link #force}: files, and directories that got a new name. Disk loop. */
    private final Set<Path> unforcedFiles = new LinkedHashSet<>();

    private final Set<Path> unforcedDirectories = new LinkedHashSet<>();

    /**
     * Names that processes before made or removed count as not forced: whoever was killed could not do it any more. Else a
     * loss of power could bring an older file back in the place of one that is noted as durable.
     */
    private boolean foundNamesForced;

    private @Nullable LastRecord lastRecord;

    /**
     * @param fileLength rounded up to whole units
     * @param mostOpen how many files are kept open at once
     */
    public QueueFiles(Disk disk, Path root, int fileLength, int mostOpen) {
        this.disk = disk;
        this.root = root;
        this.fileLength = -Math.floorDiv(-fileLength, QueueUnit.UNIT_LENGTH) * QueueUnit.UNIT_LENGTH;
        this.mostOpen = mostOpen;
        this.open = new OpenFiles(disk, mostOpen);
    }

    /** Bytes in a file: mappedFileSizeConsumeQueue, rounded up to whole units. */
    public int fileLength() {
        return fileLength;
    }

    /** The last record that the files name; null when none does, or that is not known. The disk loop. */
    public @Nullable LastRecord lastRecord() {
        return lastRecord;
    }

    /** The files name that one, perhaps a later one too. The disk loop, or the thread that recovers. */
    void hasNamed(LastRecord record) {
        LastRecord before = lastRecord;
        if (before == null || before.position() < record.position()) {
            lastRecord = record;
        }
    }

    /** How many units a file holds. */
    public int unitsPerFile() {
        return fileLength / QueueUnit.UNIT_LENGTH;
    }

    /** Number of the first unit in the file that holds this one. */
    public long fileStart(long offset) {
        return offset - offset % unitsPerFile();
    }

    private Path directory(QueueName queue) {
        return directory(queue.topic()).resolve(Integer.toString(queue.queueId()));
    }

    private Path directory(String topic) {
        QueueName.requireTopic(topic);
        return root.resolve(topic);
    }

    Path file(QueueName queue, long fileStart) {
        return directory(queue).resolve(SegmentFiles.nameOf(fileStart * QueueUnit.UNIT_LENGTH));
    }

    /** The file that tells where that message lies. */
    public Path pathOf(QueueName queue, long offset) {
        return file(queue, fileStart(offset));
    }

    // ---- readers

    int read(ConsumeQueue queue, long from, int count, ByteBuffer target) throws IOException {
        long fileStart = fileStart(from);
        int wanted = (int) Math.min(count, fileStart + unitsPerFile() - from);
        OpenFiles.Lease lease = open.lease(file(queue.name(), fileStart));
        if (lease == null) {
            return 0;
        }
        try {
            target.clear().limit(wanted * QueueUnit.UNIT_LENGTH);
            int read = lease.file().read(target, (from - fileStart) * QueueUnit.UNIT_LENGTH);
            return read / QueueUnit.UNIT_LENGTH;
        } finally {
            target.clear();
            open.release(lease);
        }
    }

    // ---- the disk loop

    /**
     * Writes what the files lack of a queue, by way of the buffer.
     *
     * @param below units of records at or behind that position stay in memory
     */
    void persist(ConsumeQueue queue, ByteBuffer buffer, long below) throws IOException {
        long end = queue.maxOffset();
        while (queue.persistedOffset() < end) {
            long from = queue.persistedOffset();
            int read = queue.read(from, (int) Math.min(end - from, buffer.capacity()), buffer);
            int count = countBelow(buffer, read, below);
            noteLast(buffer, count);
            write(queue, from, buffer.clear().limit(count * QueueUnit.UNIT_LENGTH));
            queue.persistedTo(from + count);
            if (count < read) {
                return;
            }
        }
    }

    private static int countBelow(ByteBuffer units, int count, long below) {
        int kept = count;
        while (kept > 0 && QueueUnit.position(units, kept - 1) >= below) {
            kept--;
        }
        return kept;
    }

    private void noteLast(ByteBuffer units, int count) {
        int last = count - 1;
        while (last >= 0 && QueueUnit.standsForNone(QueueUnit.length(units, last))) {
            last--;
        }
        if (last >= 0) {
            hasNamed(new LastRecord(QueueUnit.position(units, last), QueueUnit.length(units, last)));
        }
    }

    /** Writes units, beginning at that offset; creates files as needed. */
    private void write(ConsumeQueue queue, long from, ByteBuffer units) throws IOException {
        if (!units.hasRemaining()) {
            return;
        }
        if (queue.beginsInside()) {
            fill(queue, from);
        }
        long at = from;
        while (units.hasRemaining()) {
            long fileStart = fileStart(at);
            int room = (int) (fileStart + unitsPerFile() - at) * QueueUnit.UNIT_LENGTH;
            int part = Math.min(room, units.remaining());
            writeInto(queue, fileStart, (at - fileStart) * QueueUnit.UNIT_LENGTH, units.slice(units.position(), part));
            units.position(units.position() + part);
            at += part / QueueUnit.UNIT_LENGTH;
        }
    }

    /** A queue's first unit may be any number: what lies before it in its file says that it is nothing. */
    private void fill(ConsumeQueue queue, long until) throws IOException {
        long fileStart = fileStart(until);
        byte[] fillers = new byte[(int) (until - fileStart) * QueueUnit.UNIT_LENGTH];
        for (int at = 0; at < fillers.length; at += QueueUnit.UNIT_LENGTH) {
            QueueUnit.write(fillers, at, 0, QueueUnit.FILLER_LENGTH, 0);
        }
        if (fillers.length > 0) {
            writeInto(queue, fileStart, 0, ByteBuffer.wrap(fillers));
        }
        queue.filled();
    }

    private void writeInto(ConsumeQueue queue, long fileStart, long at, ByteBuffer bytes) throws IOException {
        Path path = file(queue.name(), fileStart);
        OpenFiles.Lease lease = open.lease(path);
        if (lease == null) {
            lease = open.adopt(path, create(queue.name(), path));
        }
        try {
            if (lease.file().length() < fileLength) {
                // the power failed between its name and its length
                lease.file().setLength(fileLength);
            }
            lease.file().write(bytes, at);
        } finally {
            open.release(lease);
        }
        unforcedFiles.add(path);
    }

    private DiskFile create(QueueName queue, Path path) throws IOException {
        unforcedDirectories.add(directory(queue));
        unforcedDirectories.add(directory(queue.topic()));
        unforcedDirectories.add(root);
        return disk.create(path, fileLength);
    }

    /** Makes durable what was written before. */
    void force() throws IOException {
        if (!foundNamesForced) {
            addAllDirectories();
        }
        // more than are open: each would be opened once more and waited for by itself
        if (unforcedFiles.size() + unforcedDirectories.size() <= mostOpen || !disk.forceBelow(root)) {
            forceEach();
        }
        unforcedFiles.clear();
        unforcedDirectories.clear();
        foundNamesForced = true;
    }

    private void addAllDirectories() throws IOException {
        unforcedDirectories.add(root);
        // also a topic's that has no queue any more: that is what must be durable there
        disk.list(root).forEach(topic -> unforcedDirectories.add(root.resolve(topic)));
        list().forEach(queue -> unforcedDirectories.add(directory(queue)));
    }

    /** Makes durable what is there, whoever wrote it. While nobody else works here. */
    public void forceAll() throws IOException {
        for (QueueName queue : list()) {
            for (long start : fileLengths(queue).keySet()) {
                unforcedFiles.add(file(queue, start));
            }
        }
        force();
    }

    private void forceEach() throws IOException {
        for (Path path : unforcedFiles) {
            OpenFiles.Lease lease = open.lease(path);
            if (lease != null) {
                try {
                    lease.file().force();
                } finally {
                    open.release(lease);
                }
            }
        }
        for (Path directory : unforcedDirectories) {
            if (disk.exists(directory)) {
                disk.forceDirectory(directory);
            }
        }
    }

    /**
     * Deletes the files that hold nothing but units below the queue's minimum; never the last one, which tells how far the
     * queue has come. Each name's end is durable before the next one's, so that a loss of power leaves no gap.
     *
     * @return how many
     */
    public int deleteBelowMinimum(ConsumeQueue queue) throws IOException {
        long kept = Math.min(fileStart(queue.minOffset()), fileStart(Math.max(0, queue.persistedOffset() - 1)));
        int count = 0;
        for (String name : disk.list(directory(queue.name()))) {
            if (SegmentFiles.isName(name)) {
                long start = Long.parseLong(name) / QueueUnit.UNIT_LENGTH;
                if (start < kept) {
                    deleteFile(queue.name(), start);
                    disk.forceDirectory(directory(queue.name()));
                    count++;
                }
            }
        }
        return count;
    }

    /** Removes the files of a queue that is gone. */
    void delete(QueueName queue) throws IOException {
        Path directory = directory(queue);
        unforcedFiles.removeIf(path -> path.startsWith(directory));
        unforcedDirectories.remove(directory);
        for (String name : newestFirst(disk.list(directory))) {
            if (SegmentFiles.isName(name)) {
                disk.delete(directory.resolve(name));
            }
        }
        // behind the names: otherwise somebody could open one again, and a queue made later would read the old file
        open.forget(directory);
        deleteEmptied(directory);
    }

    /**
     * Removes the files of all queues that a topic has.
     *
     * @return whether there were any
     */
    boolean deleteTopic(String topic) throws IOException {
        List<QueueName> queues = queuesOf(topic);
        for (QueueName queue : queues) {
            delete(queue);
        }
        if (!queues.isEmpty()) {
            deleteEmptied(directory(topic));
        }
        return !queues.isEmpty();
    }

    /** What a crash leaves of a queue then looks like one that had not come as far. */
    private static List<String> newestFirst(List<String> names) {
        return names.stream().sorted(Comparator.reverseOrder()).toList();
    }

    private void deleteEmptied(Path directory) throws IOException {
        try {
            disk.delete(directory);
        } catch (DirectoryNotEmptyException e) {
            log.warn("{} stays: no queue has made what is in it, {}", directory, disk.list(directory));
        }
        unforcedDirectories.add(directory);
        unforcedDirectories.add(directory.getParent());
    }

    public void close() throws IOException {
        open.close();
    }

    // ---- recovery

    /**
     * Whether each file that holds a part of [min, max) is there, of the right length, and has its last unit: files that
     * were cut, emptied, filled with zeros or copied back from earlier lack that. One look at each file.
     */
    boolean hold(QueueName queue, long min, long max, QueueLengths lengths) throws IOException {
        try (UnitProbe units = probe(queue)) {
            for (long start = fileStart(min); start < max; start += unitsPerFile()) {
                Path path = file(queue, start);
                if (!lengths.isRight(units.fileLength(start), path)
                        || !units.find(Math.min(max, start + unitsPerFile()) - 1)) {
                    return false;
                }
            }
        }
        return true;
    }

    UnitProbe probe(QueueName queue) {
        return new UnitProbe(this, open, queue);
    }

    /** All queues that have a directory. */
    public List<QueueName> list() throws IOException {
        List<QueueName> queues = new ArrayList<>();
        for (String topic : disk.list(root)) {
            queues.addAll(queuesOf(topic));
        }
        return queues;
    }

    private List<QueueName> queuesOf(String topic) throws IOException {
        List<QueueName> queues = new ArrayList<>();
        for (String id : disk.list(directory(topic))) {
            if (!id.isEmpty() && id.length() <= 5 && id.chars().allMatch(c -> c >= '0' && c <= '9')) {
                int queueId = Integer.parseInt(id);
                if (QueueName.canBe(topic, queueId)) {
                    queues.add(new QueueName(topic, queueId));
                }
            }
        }
        return queues;
    }

    /** First units of the queue's files, in order, and how long each file is. */
    NavigableMap<Long, Long> fileLengths(QueueName queue) throws IOException {
        NavigableMap<Long, Long> lengths = new TreeMap<>();
        try (UnitProbe units = probe(queue)) {
            for (String name : disk.list(directory(queue))) {
                if (SegmentFiles.isName(name)) {
                    long start = Long.parseLong(name) / QueueUnit.UNIT_LENGTH;
                    lengths.put(start, units.fileLength(start));
                }
            }
        }
        return lengths;
    }

    /** Makes everything of that file from the unit on zero. */
    void cut(QueueName queue, long fileStart, long from) throws IOException {
        Path path = file(queue, fileStart);
        OpenFiles.Lease lease = open.lease(path);
        if (lease != null) {
            try {
                lease.file().setLength((from - fileStart) * QueueUnit.UNIT_LENGTH);
                lease.file().setLength(fileLength);
            } finally {
                open.release(lease);
            }
            unforcedFiles.add(path);
        }
    }

    void deleteFile(QueueName queue, long fileStart) throws IOException {
        Path path = file(queue, fileStart);
        unforcedFiles.remove(path);
        // name first: who opens it before the other is made to let go
        disk.delete(path);
        open.forget(path);
        unforcedDirectories.add(directory(queue));
    }
}
