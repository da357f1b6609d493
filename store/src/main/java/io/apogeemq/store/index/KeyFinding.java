package io.apogeemq.store.index;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.segment.LeasedSlices;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One query under way: the indexer looks for candidates, the reader reads them and keeps those that were meant, in turns
 * until there are enough. Each turn begins where the other one hands over, so the fields need no guard.
 */
final class KeyFinding {
    /** Messages of one answer together, behind the first: below the longest frame that clients take (16 MiB). */
    private static final int MOST_BYTES = 12 << 20;

    private final KeyQuery query;
    private final KeyIndex index;
    private final Loop indexer;
    private final Loop reader;
    private final SegmentList segments;
    private final Position written;
    private final CompletableFuture<KeyMatches> done = new CompletableFuture<>();
    private final LeasedSlices slices = new LeasedSlices();
    private final RecordReader record = new RecordReader();
    private final MessageProperties properties = new MessageProperties();
    private @Nullable KeySearch search;
    private int count;
    private boolean full;

    KeyFinding(KeyQuery query, KeyIndex index, Loop indexer, Loop reader, SegmentList segments, Position written) {
        this.query = query;
        this.index = index;
        this.indexer = indexer;
        this.reader = reader;
        this.segments = segments;
        this.written = written;
    }

    CompletableFuture<KeyMatches> begin() {
        handOver(indexer, () -> index.whenFollowed(() -> attempt(this::search)));
        return done;
    }

    private void handOver(Loop to, Runnable step) {
        try {
            to.execute(() -> attempt(step));
        } catch (RejectedExecutionException e) {
            fail(e);
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | InternalError e) {
            // InternalError is Java's word for a page of a file that the disk does not give
            fail(e);
        }
    }

    private void fail(Throwable e) {
        slices.release();
        done.completeExceptionally(e);
    }

    private void search() {
        IndexFiles files = index.files();
        KeySearch now = search;
        if (now == null) {
            now = new KeySearch(query, files.newestFirst());
            search = now;
        }
        try {
            List<Long> candidates = now.next(files, query.maxCount() - count);
            boolean over = now.isOver();
            IndexHeader newest = files.newest();
            handOver(reader, () -> match(candidates, over, newest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void match(List<Long> candidates, boolean over, IndexHeader newest) {
        for (int i = 0; i < candidates.size() && !full; i++) {
            try {
                match(candidates.get(i));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (over || full || count >= query.maxCount()) {
            done.complete(new KeyMatches(slices, count, newest.endMillis(), newest.endPosition()));
        } else {
            handOver(indexer, this::search);
        }
    }

    private void match(long position) throws IOException {
        Segment segment = segments.lease(position);
        if (segment == null) {
            return;
        }
        try {
            int at = (int) (position - segment.start());
            long room = Math.min(segment.end(), written.get()) - position;
            if (room <= 0) {
                return;
            }
            segment.requireRecord(at, (int) room);
            if (record.read(segment.view(), at, (int) room) != RecordReader.Found.RECORD
                    || record.position() != position
                    || !query.matches(record, properties)) {
                return;
            }
            if (count > 0 && slices.length() + record.length() > MOST_BYTES) {
                full = true;
            } else {
                slices.add(segment, at, record.length());
                count++;
            }
        } finally {
            segment.release();
        }
    }
}
