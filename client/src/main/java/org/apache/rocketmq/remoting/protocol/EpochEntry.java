package org.apache.rocketmq.remoting.protocol;

import java.util.Objects;

/** Where in the log a leader's time began and ended. */
public class EpochEntry extends RemotingSerializable {
    public static final long LAST_EPOCH_END_OFFSET = 9223372036854775807L;

    private int epoch;
    private long startOffset;
    private long endOffset;

    public EpochEntry(EpochEntry entry) {
        this(entry.epoch, entry.startOffset, entry.endOffset);
    }

    public EpochEntry(int epoch, long startOffset) {
        this.epoch = epoch;
        this.startOffset = startOffset;
    }

    public EpochEntry(int epoch, long startOffset, long endOffset) {
        this.epoch = epoch;
        this.startOffset = startOffset;
        this.endOffset = endOffset;
    }

    public int getEpoch() {
        return epoch;
    }

    public void setEpoch(int epoch) {
        this.epoch = epoch;
    }

    public long getStartOffset() {
        return startOffset;
    }

    public void setStartOffset(long startOffset) {
        this.startOffset = startOffset;
    }

    public long getEndOffset() {
        return endOffset;
    }

    public void setEndOffset(long endOffset) {
        this.endOffset = endOffset;
    }

    @Override
    public String toString() {
        return "EpochEntry{epoch=" + epoch + ", startOffset=" + startOffset + ", endOffset=" + endOffset + "}";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EpochEntry that
                && epoch == that.epoch
                && startOffset == that.startOffset
                && endOffset == that.endOffset;
    }

    @Override
    public int hashCode() {
        return Objects.hash(epoch, startOffset, endOffset);
    }
}
