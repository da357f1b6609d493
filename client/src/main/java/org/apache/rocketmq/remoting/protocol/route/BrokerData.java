package org.apache.rocketmq.remoting.protocol.route;

import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** The processes of one broker name, and where they are. */
@SuppressWarnings("NonApiType") // the published signatures say so
public class BrokerData implements Comparable<BrokerData> {
    private static final Long LEADER_ID = 0L;

    private String cluster;
    private String brokerName;
    private HashMap<Long, String> brokerAddrs;
    private String zoneName;
    private boolean enableActingMaster;

    public BrokerData() {}

    public BrokerData(BrokerData brokerData) {
        this(
                brokerData.cluster,
                brokerData.brokerName,
                new HashMap<>(brokerData.brokerAddrs),
                brokerData.enableActingMaster,
                brokerData.zoneName);
    }

    public BrokerData(String cluster, String brokerName, HashMap<Long, String> brokerAddrs) {
        this.cluster = cluster;
        this.brokerName = brokerName;
        this.brokerAddrs = brokerAddrs;
    }

    public BrokerData(
            String cluster, String brokerName, HashMap<Long, String> brokerAddrs, boolean enableActingMaster) {
        this.cluster = cluster;
        this.brokerName = brokerName;
        this.brokerAddrs = brokerAddrs;
        this.enableActingMaster = enableActingMaster;
    }

    public BrokerData(
            String cluster,
            String brokerName,
            HashMap<Long, String> brokerAddrs,
            boolean enableActingMaster,
            String zoneName) {
        this.cluster = cluster;
        this.brokerName = brokerName;
        this.brokerAddrs = brokerAddrs;
        this.enableActingMaster = enableActingMaster;
        this.zoneName = zoneName;
    }

    /** The leader's address, or else any; null when there is none. */
    public String selectBrokerAddr() {
        String leader = brokerAddrs.get(LEADER_ID);
        if (leader != null || brokerAddrs.isEmpty()) {
            return leader;
        }
        List<String> others = List.copyOf(brokerAddrs.values());
        return others.get(ThreadLocalRandom.current().nextInt(others.size()));
    }

    public HashMap<Long, String> getBrokerAddrs() {
        return brokerAddrs;
    }

    public void setBrokerAddrs(HashMap<Long, String> brokerAddrs) {
        this.brokerAddrs = brokerAddrs;
    }

    public String getCluster() {
        return cluster;
    }

    public void setCluster(String cluster) {
        this.cluster = cluster;
    }

    public boolean isEnableActingMaster() {
        return enableActingMaster;
    }

    public void setEnableActingMaster(boolean enableActingMaster) {
        this.enableActingMaster = enableActingMaster;
    }

    public String getZoneName() {
        return zoneName;
    }

    public void setZoneName(String zoneName) {
        this.zoneName = zoneName;
    }

    @Override
    public int hashCode() {
        return Objects.hash(brokerName, brokerAddrs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BrokerData that
                && Objects.equals(brokerName, that.brokerName)
                && Objects.equals(brokerAddrs, that.brokerAddrs);
    }

    @Override
    public String toString() {
        return "BrokerData [brokerName=" + brokerName + ", brokerAddrs=" + brokerAddrs + ", enableActingMaster="
                + enableActingMaster + "]";
    }

    @Override
    public int compareTo(BrokerData o) {
        return brokerName.compareTo(o.brokerName);
    }

    public String getBrokerName() {
        return brokerName;
    }

    public void setBrokerName(String brokerName) {
        this.brokerName = brokerName;
    }
}
