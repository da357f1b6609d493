package org.apache.rocketmq.remoting.protocol.body;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/** The replicas of brokers, as a controller knows them. */
public class BrokerReplicasInfo extends RemotingSerializable {
    private Map<String, ReplicasInfo> replicasInfoTable = new HashMap<>();

    public BrokerReplicasInfo() {}

    public void addReplicaInfo(String brokerName, ReplicasInfo replicasInfo) {
        replicasInfoTable.put(brokerName, replicasInfo);
    }

    public Map<String, ReplicasInfo> getReplicasInfoTable() {
        return replicasInfoTable;
    }

    public void setReplicasInfoTable(Map<String, ReplicasInfo> replicasInfoTable) {
        this.replicasInfoTable = replicasInfoTable;
    }

    /** One replica. */
    public static class ReplicaIdentity extends RemotingSerializable {
        private String brokerName;
        private Long brokerId;
        private String brokerAddress;
        private Boolean alive;

        public ReplicaIdentity(String brokerName, Long brokerId, String brokerAddress) {
            this.brokerName = brokerName;
            this.brokerId = brokerId;
            this.brokerAddress = brokerAddress;
        }

        public ReplicaIdentity(String brokerName, Long brokerId, String brokerAddress, Boolean alive) {
            this.brokerName = brokerName;
            this.brokerId = brokerId;
            this.brokerAddress = brokerAddress;
            this.alive = alive;
        }

        public String getBrokerName() {
            return brokerName;
        }

        public void setBrokerName(String brokerName) {
            this.brokerName = brokerName;
        }

        public String getBrokerAddress() {
            return brokerAddress;
        }

        public void setBrokerAddress(String brokerAddress) {
            this.brokerAddress = brokerAddress;
        }

        public Long getBrokerId() {
            return brokerId;
        }

        public void setBrokerId(Long brokerId) {
            this.brokerId = brokerId;
        }

        public Boolean getAlive() {
            return alive;
        }

        public void setAlive(Boolean alive) {
            this.alive = alive;
        }

        @Override
        public String toString() {
            return "ReplicaIdentity{brokerName='" + brokerName + "', brokerId=" + brokerId + ", brokerAddress='"
                    + brokerAddress + "', alive=" + alive + "}";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ReplicaIdentity that
                    && Objects.equals(brokerName, that.brokerName)
                    && Objects.equals(brokerId, that.brokerId)
                    && Objects.equals(brokerAddress, that.brokerAddress);
        }

        @Override
        public int hashCode() {
            return Objects.hash(brokerName, brokerId, brokerAddress);
        }
    }

    /** The replicas of one broker name. */
    public static class ReplicasInfo extends RemotingSerializable {
        private Long masterBrokerId;
        private String masterAddress;
        private Integer masterEpoch;
        private Integer syncStateSetEpoch;
        private List<ReplicaIdentity> inSyncReplicas;
        private List<ReplicaIdentity> notInSyncReplicas;

        public ReplicasInfo(
                Long masterBrokerId,
                String masterAddress,
                int masterEpoch,
                int syncStateSetEpoch,
                List<ReplicaIdentity> inSyncReplicas,
                List<ReplicaIdentity> notInSyncReplicas) {
            this.masterBrokerId = masterBrokerId;
            this.masterAddress = masterAddress;
            this.masterEpoch = masterEpoch;
            this.syncStateSetEpoch = syncStateSetEpoch;
            this.inSyncReplicas = inSyncReplicas;
            this.notInSyncReplicas = notInSyncReplicas;
        }

        public String getMasterAddress() {
            return masterAddress;
        }

        public void setMasterAddress(String masterAddress) {
            this.masterAddress = masterAddress;
        }

        public int getMasterEpoch() {
            return masterEpoch;
        }

        public void setMasterEpoch(int masterEpoch) {
            this.masterEpoch = masterEpoch;
        }

        public int getSyncStateSetEpoch() {
            return syncStateSetEpoch;
        }

        public void setSyncStateSetEpoch(int syncStateSetEpoch) {
            this.syncStateSetEpoch = syncStateSetEpoch;
        }

        public List<ReplicaIdentity> getInSyncReplicas() {
            return inSyncReplicas;
        }

        public void setInSyncReplicas(List<ReplicaIdentity> inSyncReplicas) {
            this.inSyncReplicas = inSyncReplicas;
        }

        public List<ReplicaIdentity> getNotInSyncReplicas() {
            return notInSyncReplicas;
        }

        public void setNotInSyncReplicas(List<ReplicaIdentity> notInSyncReplicas) {
            this.notInSyncReplicas = notInSyncReplicas;
        }

        public void setMasterBrokerId(Long masterBrokerId) {
            this.masterBrokerId = masterBrokerId;
        }

        public Long getMasterBrokerId() {
            return masterBrokerId;
        }

        public boolean isExistInSync(String brokerName, Long brokerId, String brokerAddress) {
            return inSyncReplicas.contains(new ReplicaIdentity(brokerName, brokerId, brokerAddress));
        }

        public boolean isExistInNotSync(String brokerName, Long brokerId, String brokerAddress) {
            return notInSyncReplicas.contains(new ReplicaIdentity(brokerName, brokerId, brokerAddress));
        }

        public boolean isExistInAllReplicas(String brokerName, Long brokerId, String brokerAddress) {
            return isExistInSync(brokerName, brokerId, brokerAddress)
                    || isExistInNotSync(brokerName, brokerId, brokerAddress);
        }
    }
}
