package org.apache.rocketmq.remoting.protocol.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;
import org.apache.rocketmq.remoting.protocol.route.BrokerData;

/** All brokers by name, and their names by cluster. */
public class ClusterInfo extends RemotingSerializable {
    private Map<String, BrokerData> brokerAddrTable;
    private Map<String, Set<String>> clusterAddrTable;

    public ClusterInfo() {}

    public Map<String, BrokerData> getBrokerAddrTable() {
        return brokerAddrTable;
    }

    public void setBrokerAddrTable(Map<String, BrokerData> brokerAddrTable) {
        this.brokerAddrTable = brokerAddrTable;
    }

    public Map<String, Set<String>> getClusterAddrTable() {
        return clusterAddrTable;
    }

    public void setClusterAddrTable(Map<String, Set<String>> clusterAddrTable) {
        this.clusterAddrTable = clusterAddrTable;
    }

    public String[] retrieveAllAddrByCluster(String cluster) {
        List<String> addresses = new ArrayList<>();
        for (String name : clusterAddrTable.getOrDefault(cluster, Set.of())) {
            BrokerData broker = brokerAddrTable.get(name);
            if (broker != null) {
                addresses.addAll(broker.getBrokerAddrs().values());
            }
        }
        return addresses.toArray(String[]::new);
    }

    public String[] retrieveAllClusterNames() {
        return clusterAddrTable.keySet().toArray(String[]::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusterInfo that
                && Objects.equals(brokerAddrTable, that.brokerAddrTable)
                && Objects.equals(clusterAddrTable, that.clusterAddrTable);
    }

    @Override
    public int hashCode() {
        return Objects.hash(brokerAddrTable, clusterAddrTable);
    }
}
