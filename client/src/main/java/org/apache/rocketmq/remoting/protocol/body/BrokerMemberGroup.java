package org.apache.rocketmq.remoting.protocol.body;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/** The processes of one broker name. */
public class BrokerMemberGroup extends RemotingSerializable {
    private String cluster;
    private String brokerName;
    private Map<Long, String> brokerAddrs = new HashMap<>();

    public BrokerMemberGroup() {}

    public BrokerMemberGroup(String cluster, String brokerName) {
        this.cluster = cluster;
        this.brokerName = brokerName;
    }

    public long minimumBrokerId() {
        return brokerAddrs.keySet().stream().min(Long::compare).orElse(0L);
    }

    public String getCluster() {
        return cluster;
    }

    public void setCluster(String cluster) {
        this.cluster = cluster;
    }

    public String getBrokerName() {
        return brokerName;
    }

    public void setBrokerName(String brokerName) {
        this.brokerName = brokerName;
    }

    public Map<Long, String> getBrokerAddrs() {
        return brokerAddrs;
    }

    public void setBrokerAddrs(Map<Long, String> brokerAddrs) {
        this.brokerAddrs = brokerAddrs;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BrokerMemberGroup that
                && Objects.equals(cluster, that.cluster)
                && Objects.equals(brokerName, that.brokerName)
                && Objects.equals(brokerAddrs, that.brokerAddrs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(cluster, brokerName, brokerAddrs);
    }

    @Override
    public String toString() {
        return "BrokerMemberGroup{cluster='" + cluster + "', brokerName='" + brokerName + "', brokerAddrs="
                + brokerAddrs + "}";
    }
}
