package io.apogeemq.store;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.store.checkpoint.Checkpoint;
import io.apogeemq.store.checkpoint.ExitMark;
import io.apogeemq.store.checkpoint.LastExit;
import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.log.LogRecovery;
import io.apogeemq.store.log.LogWitnesses;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueFiles;
import io.apogeemq.store.queue.QueueMarks;
import io.apogeemq.store.queue.QueueRecovery;
import io.apogeemq.store.queue.QueueTable;
import io.apogeemq.store.queue.UnitCodes;
import io.apogeemq.store.queue.WrongQueues;
import io.apogeemq.store.segment.DamagedPlaces;
import io.apogeemq.store.segment.SegmentFiles;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a store, made when there are none, after they were brought to a sound state: log and queues agree.
 *
 * @param exitMark says that a process works here; cleared by whoever leaves in order
 * @param lastExit how the process before ended
 * @param found where the log ends, and what it took to know
 */
record RecoveredFiles(
        ExitMark exitMark,
        LastExit lastExit,
        Checkpoint checkpoint,
        SegmentFiles segmentFiles,
        SegmentList segments,
        QueueFiles queueFiles,
        QueueTable queues,
        QueueMarks marks,
        WrongQueues wrongQueues,
        DamagedPlaces damaged,
        LogRecovery.Outcome found) {
    private static final Logger log = LoggerFactory.getLogger(RecoveredFiles.class);

    /** Blocks: reads what the last process left. The directory's lock is the caller's. */
    static RecoveredFiles open(StoreSettings settings, Disk disk, Clock clock) throws IOException {
        StoreFiles places = settings.files();
        Path root = places.root();
        ExitMark exitMark = new ExitMark(disk, root);
        Checkpoint checkpoint = Checkpoint.open(disk, root.resolve("checkpoint"));
        SegmentFiles segmentFiles = new SegmentFiles(disk, places.log(), places.segmentLength());
        QueueFiles queueFiles = new QueueFiles(
                disk, root.resolve("consumequeue"), places.queueFileLength(), places.mostOpenQueueFiles());
        QueueTable queues = new QueueTable(queueFiles);
        QueueMarks marks = new QueueMarks(disk, root.resolve("apogee"));
        WrongQueues wrongQueues = new WrongQueues(disk, root.resolve("apogee"));
        DamagedPlaces damaged = new DamagedPlaces();
        SegmentList segments = segmentFiles.openAll();
        QueueRecovery queueRecovery = new QueueRecovery(queueFiles, queues);
        LastExit lastExit = exitMark.lastExit();
        Realignment wished = Realignment.wished(disk, root);
        if (wished != null) {
            wished.perform(disk, root, segmentFiles, segments, marks, checkpoint);
            // the queues know of more than the log has now
            lastExit = lastExit.isClean() ? LastExit.KILLED : lastExit;
        }
        QueueMarks.State marked = marks.load();
        Optional<String> missing = wished != null
                ? Optional.empty()
                : new LogWitnesses(root, places.log(), queueRecovery, checkpoint, marked).miss(segments);
        if (missing.isPresent()) {
            throw new IOException(missing.get());
        }
        if (!lastExit.isClean()) {
            segmentFiles.forceNames();
        }
        if (segments.isEmpty()) {
            marks.forget();
            queueRecovery.dropAll();
            marked = null;
            for (Path directory : places.log().writable()) {
                disk.createDirectories(directory);
            }
            segments.add(segmentFiles.create(0));
        }
        if (marked != null
                && !marked.isRebuilding()
                && marked.logStart() < segments.first().start()) {
            log.warn(
                    "the log begins at position {}, and at {} when that was last noted: the files in between are gone, deleted by"
                            + " hand, by another broker, or by this one just before it was killed",
                    segments.first().start(),
                    marked.logStart());
        }
        exitMark.set(ProcessHandle.current().pid());
        long began = clock.nanos();
        LogRecovery.Outcome found = new LogRecovery(
                        segmentFiles,
                        segments,
                        queueRecovery,
                        new UnitCodes(settings.units()),
                        marks,
                        damaged,
                        settings.checkBodiesOnRecovery(),
                        settings.writing().mostUnflushed())
                .recover(lastExit, checkpoint, marked, wrongQueues.load());
        wrongQueues.clear();
        exitMark.recovered();
        if (wished != null) {
            // a loss of power must not bring back units of messages that are gone
            queueFiles.forceAll();
            Realignment.done(disk, root);
        }
        if (!settings.checkBodiesOnRecovery()) {
            queues.forEach(ConsumeQueue::countAsOld);
        }
        log.info(
                "store {}: {} exit, {} records read again from {}, the log ends at {} ({} ms)",
                root,
                lastExit.isClean() ? "clean" : "unclean",
                found.records(),
                found.from(),
                found.end(),
                (clock.nanos() - began) / 1_000_000);
        return new RecoveredFiles(
                exitMark,
                lastExit,
                checkpoint,
                segmentFiles,
                segments,
                queueFiles,
                queues,
                marks,
                wrongQueues,
                damaged,
                found);
    }
}
