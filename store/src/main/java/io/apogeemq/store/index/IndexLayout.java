package io.apogeemq.store.index;

/**
 * One index file: a hash table whose slots name the newest entry of a chain, each entry the one before it.
 * <pre>
 *   at                    length  field
 *    0                         8  beginMillis     store time of the first entry
 *    8                         8  endMillis       store time of the last
 *   16                         8  beginPosition   of the first entry's record
 *   24                         8  endPosition     of the last entry's record
 *   32                         4  usedSlots
 *   36                         4  nextEntry       number of the next entry; begins at 1
 *   40               4 per slot   number of the slot's newest entry, 0 = none
 *   40 + 4 * slots  20 per entry  see below; number 0 is never used
 *
 *    0                         4  hash            of the key text
 *    4                         8  position        of the record
 *   12                         4  seconds         whole ones from beginMillis to the record's store time, at least 0
 *   16                         4  previous        entry of the slot, 0 = none
 *   20
 * </pre>
 * Big-endian. Source: spec store 8; seen in files of RocketMQ 4.9.8 and 5.5.0. Neither header nor slots nor a field of an
 * entry but its position lie across two sectors of a disk.
 *
 * @param slotCount maxHashSlotNum
 * @param entryLimit maxIndexNum: the file is full when {@code nextEntry} reaches it
 */
record IndexLayout(int slotCount, int entryLimit) {
    static final int BEGIN_MILLIS_AT = 0;
    static final int END_MILLIS_AT = 8;
    static final int BEGIN_POSITION_AT = 16;
    static final int END_POSITION_AT = 24;
    static final int USED_SLOTS_AT = 32;
    static final int NEXT_ENTRY_AT = 36;
    static final int HEADER_LENGTH = 40;

    static final int SLOT_LENGTH = 4;

    static final int HASH_AT = 0;
    static final int POSITION_AT = 4;
    static final int SECONDS_AT = 12;
    static final int PREVIOUS_AT = 16;
    static final int ENTRY_LENGTH = 20;

    static final int FIRST_ENTRY = 1;

    IndexLayout {
        if (slotCount < 1 || entryLimit <= FIRST_ENTRY) {
            throw new IllegalArgumentException(
                    "an index file needs a slot and an entry, not " + slotCount + " and " + (entryLimit - 1));
        }
    }

    long fileLength() {
        return HEADER_LENGTH + (long) SLOT_LENGTH * slotCount + (long) ENTRY_LENGTH * entryLimit;
    }

    int slotOf(int hash) {
        return hash % slotCount;
    }

    long slotAt(int slot) {
        return HEADER_LENGTH + (long) SLOT_LENGTH * slot;
    }

    long entryAt(int number) {
        return HEADER_LENGTH + (long) SLOT_LENGTH * slotCount + (long) ENTRY_LENGTH * number;
    }
}
