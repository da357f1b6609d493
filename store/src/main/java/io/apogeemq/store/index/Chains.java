package io.apogeemq.store.index;

import java.io.IOException;

/** The chains of one index file. One thread at a time. */
interface Chains {

    /** The newest entry whose hash shares the slot with this one; 0 when there is none. */
    int newest(int hash) throws IOException;

    /** An entry below {@code nextEntry}. */
    IndexEntry entry(int number) throws IOException;

    /** The entry before that in its chain, or 0. Chains lead to ever smaller numbers; bytes that do not are damage. */
    static int before(int number, IndexEntry entry) {
        return 0 < entry.previous() && entry.previous() < number ? entry.previous() : 0;
    }
}
