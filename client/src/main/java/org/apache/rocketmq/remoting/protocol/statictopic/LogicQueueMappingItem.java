package org.apache.rocketmq.remoting.protocol.statictopic;

import java.util.Objects;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/** From where to where a queue's messages lie in one broker's queue. */
public class LogicQueueMappingItem extends RemotingSerializable {
    private int gen;
    private int queueId;
    private String bname;
    private long logicOffset;
    private long startOffset;
    private long endOffset = -1L;
    private long timeOfStart = -1L;
    private long timeOfEnd = -1L;

    public LogicQueueMappingItem() {}

    public LogicQueueMappingItem(
            int gen,
            int queueId,
            String bname,
            long logicOffset,
            long startOffset,
            long endOffset,
            long timeOfStart,
            long timeOfEnd) {
        this.gen = gen;
        this.queueId = queueId;
        this.bname = bname;
        this.logicOffset = logicOffset;
        this.startOffset = startOffset;
        this.endOffset = endOffset;
        this.timeOfStart = timeOfStart;
        this.timeOfEnd = timeOfEnd;
    }

    public long computeStaticQueueOffsetLoosely(long physicalQueueOffset) {
        if (logicOffset < 0) {
            return -1;
        }
        if (checkIfEndOffsetDecided() && physicalQueueOffset > endOffset) {
            return computeStaticQueueOffsetStrictly(endOffset);
        }
        return computeStaticQueueOffsetStrictly(physicalQueueOffset);
    }

    public long computeStaticQueueOffsetStrictly(long physicalQueueOffset) {
        return physicalQueueOffset < startOffset ? logicOffset : logicOffset + (physicalQueueOffset - startOffset);
    }

    public long computePhysicalQueueOffset(long staticQueueOffset) {
        return startOffset + (staticQueueOffset - logicOffset);
    }

    public long computeMaxStaticQueueOffset() {
        return checkIfEndOffsetDecided() ? logicOffset + (endOffset - startOffset) : logicOffset;
    }

    public boolean checkIfEndOffsetDecided() {
        return endOffset > startOffset;
    }

    public boolean checkIfLogicoffsetDecided() {
        return logicOffset >= 0;
    }

    public long computeOffsetDelta() {
        return logicOffset - startOffset;
    }

    public int getGen() {
        return gen;
    }

    public int getQueueId() {
        return queueId;
    }

    public String getBname() {
        return bname;
    }

    public long getLogicOffset() {
        return logicOffset;
    }

    public long getStartOffset() {
        return startOffset;
    }

    public long getEndOffset() {
        return endOffset;
    }

    public long getTimeOfStart() {
        return timeOfStart;
    }

    public long getTimeOfEnd() {
        return timeOfEnd;
    }

    public void setLogicOffset(long logicOffset) {
        this.logicOffset = logicOffset;
    }

    public void setEndOffset(long endOffset) {
        this.endOffset = endOffset;
    }

    public void setTimeOfStart(long timeOfStart) {
        this.timeOfStart = timeOfStart;
    }

    public void setTimeOfEnd(long timeOfEnd) {
        this.timeOfEnd = timeOfEnd;
    }

    public void setGen(int gen) {
        this.gen = gen;
    }

    public void setQueueId(int queueId) {
        this.queueId = queueId;
    }

    public void setBname(String bname) {
        this.bname = bname;
    }

    public void setStartOffset(long startOffset) {
        this.startOffset = startOffset;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogicQueueMappingItem that
                && gen == that.gen
                && queueId == that.queueId
                && Objects.equals(bname, that.bname)
                && logicOffset == that.logicOffset
                && startOffset == that.startOffset
                && endOffset == that.endOffset
                && timeOfStart == that.timeOfStart
                && timeOfEnd == that.timeOfEnd;
    }

    @Override
    public int hashCode() {
        return Objects.hash(gen, queueId, bname, logicOffset, startOffset, endOffset, timeOfStart, timeOfEnd);
    }

    @Override
    public String toString() {
        return "LogicQueueMappingItem{gen=" + gen + ", queueId=" + queueId + ", bname='" + bname + "', logicOffset="
                + logicOffset + ", startOffset=" + startOffset + ", endOffset=" + endOffset + ", timeOfStart="
                + timeOfStart + ", timeOfEnd=" + timeOfEnd + "}";
    }
}
