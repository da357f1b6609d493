package org.apache.rocketmq.remoting.protocol.admin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/** How far a group has come, by queue. */
public class ConsumeStats extends RemotingSerializable {
    private Map<MessageQueue, OffsetWrapper> offsetTable = new ConcurrentHashMap<>();
    private double consumeTps;

    public ConsumeStats() {}

    /** How many messages the group has still to consume. */
    public long computeTotalDiff() {
        return offsetTable.values().stream()
                .mapToLong(each -> each.getBrokerOffset() - each.getConsumerOffset())
                .sum();
    }

    /** How many messages the group has got and not consumed yet. */
    public long computeInflightTotalDiff() {
        return offsetTable.values().stream()
                .mapToLong(each -> each.getPullOffset() - each.getConsumerOffset())
                .sum();
    }

    public Map<MessageQueue, OffsetWrapper> getOffsetTable() {
        return offsetTable;
    }

    public void setOffsetTable(Map<MessageQueue, OffsetWrapper> offsetTable) {
        this.offsetTable = offsetTable;
    }

    public double getConsumeTps() {
        return consumeTps;
    }

    public void setConsumeTps(double consumeTps) {
        this.consumeTps = consumeTps;
    }
}
