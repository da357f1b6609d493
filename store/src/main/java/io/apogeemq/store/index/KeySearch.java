package io.apogeemq.store.index;

import io.apogeemq.concurrent.OwnedBy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One query's way through the chains, newest file first. It comes back after a few candidates or a long walk, so that
 * nobody waits long behind it, and goes on from there.
 */
@OwnedBy("indexer")
final class KeySearch {
    /** Entries to look at before others have their turn. */
    private static final int MOST_AT_ONCE = 50_000;

    /** And in all: behind that many a key is not found, however long its slot's chain. */
    private static final int MOST_IN_ALL = 4_000_000;

    private static final int MILLIS_PER_SECOND = 1000;

    private final KeyQuery query;
    private final int hash;
    private final List<IndexFiles.Entry> files;
    private int file;
    private int number;
    private boolean inChain;
    private long lastPosition = -1;
    private int looked;

    /** @param newestFirst the files as they are now */
    KeySearch(KeyQuery query, List<IndexFiles.Entry> newestFirst) {
        this.query = query;
        this.hash = query.hash();
        this.files = newestFirst;
    }

    boolean isOver() {
        return file == files.size() || looked >= MOST_IN_ALL;
    }

    /** Positions of messages that may be meant, newest first; at most so many, and none does not say that it is over. */
    List<Long> next(IndexFiles index, int most) throws IOException {
        List<Long> found = new ArrayList<>();
        int until = looked + MOST_AT_ONCE;
        while (!isOver() && found.size() < most && looked < until) {
            IndexFiles.Entry entry = files.get(file);
            if (isOutside(entry.header())
                    || !index.look(entry.path(), chains -> walk(chains, entry, found, most, until))) {
                file++;
                inChain = false;
            }
        }
        return found;
    }

    private boolean isOutside(IndexHeader header) {
        return header.isEmpty()
                || header.beginMillis() > query.toMillis()
                || header.endMillis() + MILLIS_PER_SECOND <= query.fromMillis();
    }

    /** Returns whether there is more to see in this file. */
    private boolean walk(Chains chains, IndexFiles.Entry file, List<Long> found, int most, int until)
            throws IOException {
        if (!inChain) {
            number = chains.newest(hash);
            inChain = true;
        }
        while (number > 0 && found.size() < most && looked < until) {
            looked++;
            IndexEntry entry = chains.entry(number);
            long millis = file.header().millisOf(entry);
            if (millis + MILLIS_PER_SECOND <= query.fromMillis()) {
                return false;
            }
            if (entry.hash() == hash && millis <= query.toMillis() && entry.position() != lastPosition) {
                lastPosition = entry.position();
                found.add(lastPosition);
            }
            number = Chains.before(number, entry);
        }
        return number > 0;
    }
}
