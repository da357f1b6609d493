package org.apache.rocketmq.tools.admin;

import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.rocketmq.client.MQAdmin;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.CheckRocksdbCqWriteResult;
import org.apache.rocketmq.common.Pair;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.common.message.MessageRequestMode;
import org.apache.rocketmq.remoting.exception.RemotingCommandException;
import org.apache.rocketmq.remoting.exception.RemotingConnectException;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.exception.RemotingSendRequestException;
import org.apache.rocketmq.remoting.exception.RemotingTimeoutException;
import org.apache.rocketmq.remoting.protocol.admin.ConsumeStats;
import org.apache.rocketmq.remoting.protocol.admin.RollbackStats;
import org.apache.rocketmq.remoting.protocol.admin.TopicStatsTable;
import org.apache.rocketmq.remoting.protocol.body.AclInfo;
import org.apache.rocketmq.remoting.protocol.body.BrokerMemberGroup;
import org.apache.rocketmq.remoting.protocol.body.BrokerReplicasInfo;
import org.apache.rocketmq.remoting.protocol.body.BrokerStatsData;
import org.apache.rocketmq.remoting.protocol.body.ClusterInfo;
import org.apache.rocketmq.remoting.protocol.body.ConsumeMessageDirectlyResult;
import org.apache.rocketmq.remoting.protocol.body.ConsumeStatsList;
import org.apache.rocketmq.remoting.protocol.body.ConsumerConnection;
import org.apache.rocketmq.remoting.protocol.body.ConsumerRunningInfo;
import org.apache.rocketmq.remoting.protocol.body.EpochEntryCache;
import org.apache.rocketmq.remoting.protocol.body.GetBrokerLiteInfoResponseBody;
import org.apache.rocketmq.remoting.protocol.body.GetLiteClientInfoResponseBody;
import org.apache.rocketmq.remoting.protocol.body.GetLiteGroupInfoResponseBody;
import org.apache.rocketmq.remoting.protocol.body.GetLiteTopicInfoResponseBody;
import org.apache.rocketmq.remoting.protocol.body.GetParentTopicInfoResponseBody;
import org.apache.rocketmq.remoting.protocol.body.GroupList;
import org.apache.rocketmq.remoting.protocol.body.HARuntimeInfo;
import org.apache.rocketmq.remoting.protocol.body.KVTable;
import org.apache.rocketmq.remoting.protocol.body.ProducerConnection;
import org.apache.rocketmq.remoting.protocol.body.ProducerTableInfo;
import org.apache.rocketmq.remoting.protocol.body.QueryConsumeQueueResponseBody;
import org.apache.rocketmq.remoting.protocol.body.QueueTimeSpan;
import org.apache.rocketmq.remoting.protocol.body.SubscriptionGroupWrapper;
import org.apache.rocketmq.remoting.protocol.body.TopicConfigSerializeWrapper;
import org.apache.rocketmq.remoting.protocol.body.TopicList;
import org.apache.rocketmq.remoting.protocol.body.UserInfo;
import org.apache.rocketmq.remoting.protocol.header.ExportRocksDBConfigToJsonRequestHeader;
import org.apache.rocketmq.remoting.protocol.header.controller.ElectMasterResponseHeader;
import org.apache.rocketmq.remoting.protocol.header.controller.GetMetaDataResponseHeader;
import org.apache.rocketmq.remoting.protocol.heartbeat.SubscriptionData;
import org.apache.rocketmq.remoting.protocol.route.TopicRouteData;
import org.apache.rocketmq.remoting.protocol.statictopic.TopicQueueMappingDetail;
import org.apache.rocketmq.remoting.protocol.subscription.GroupForbidden;
import org.apache.rocketmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import org.apache.rocketmq.tools.admin.api.BrokerOperatorResult;
import org.apache.rocketmq.tools.admin.api.MessageTrack;
import org.apache.rocketmq.tools.admin.common.AdminToolResult;

/** What an administrator may ask (spec/client.md 10 and 43). */
public interface MQAdminExt extends MQAdmin {
    void start() throws MQClientException;

    void shutdown();

    void addBrokerToContainer(String brokerContainerAddr, String brokerConfig)
            throws InterruptedException, MQBrokerException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException;

    void removeBrokerFromContainer(String brokerContainerAddr, String clusterName, String brokerName, long brokerId)
            throws InterruptedException, MQBrokerException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException;

    void updateBrokerConfig(String brokerAddr, Properties properties)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    UnsupportedEncodingException, InterruptedException, MQBrokerException, MQClientException;

    Properties getBrokerConfig(String brokerAddr)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    UnsupportedEncodingException, InterruptedException, MQBrokerException;

    void createAndUpdateTopicConfig(String addr, TopicConfig config)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    void createAndUpdateTopicConfigList(String addr, List<TopicConfig> topicConfigList)
            throws InterruptedException, RemotingException, MQClientException;

    void createAndUpdateSubscriptionGroupConfig(String addr, SubscriptionGroupConfig config)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    void createAndUpdateSubscriptionGroupConfigList(String brokerAddr, List<SubscriptionGroupConfig> configs)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    SubscriptionGroupConfig examineSubscriptionGroupConfig(String addr, String group)
            throws InterruptedException, RemotingException, MQClientException, MQBrokerException;

    TopicConfig examineTopicConfig(String addr, String topic)
            throws InterruptedException, MQBrokerException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException;

    TopicStatsTable examineTopicStats(String topic)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException;

    TopicStatsTable examineTopicStats(String brokerAddr, String topic)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException;

    AdminToolResult<TopicStatsTable> examineTopicStatsConcurrent(String topic);

    TopicList fetchAllTopicList() throws RemotingException, MQClientException, InterruptedException;

    TopicList fetchTopicsByCLuster(String clusterName)
            throws RemotingException, MQClientException, InterruptedException;

    KVTable fetchBrokerRuntimeStats(String brokerAddr)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    InterruptedException, MQBrokerException;

    ConsumeStats examineConsumeStats(String consumerGroup)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException;

    ConsumeStats examineConsumeStats(String clusterName, String consumerGroup, String topic)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException;

    ConsumeStats examineConsumeStats(String consumerGroup, String topic)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException;

    ConsumeStats examineConsumeStats(String brokerAddr, String consumerGroup, String topicName, long timeoutMillis)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQBrokerException;

    AdminToolResult<ConsumeStats> examineConsumeStatsConcurrent(String consumerGroup, String topic);

    ClusterInfo examineBrokerClusterInfo()
            throws InterruptedException, MQBrokerException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException;

    TopicRouteData examineTopicRouteInfo(String topic)
            throws RemotingException, MQClientException, InterruptedException;

    ConsumerConnection examineConsumerConnectionInfo(String consumerGroup)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    InterruptedException, MQBrokerException, RemotingException, MQClientException;

    ConsumerConnection examineConsumerConnectionInfo(String consumerGroup, String brokerAddr)
            throws InterruptedException, MQBrokerException, RemotingException, MQClientException;

    ProducerConnection examineProducerConnectionInfo(String producerGroup, String topic)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException;

    ProducerTableInfo getAllProducerInfo(String brokerAddr)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException;

    void deleteTopicInNameServer(Set<String> addrs, String clusterName, String topic)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    List<String> getNameServerAddressList();

    int wipeWritePermOfBroker(String namesrvAddr, String brokerName)
            throws RemotingCommandException, RemotingConnectException, RemotingSendRequestException,
                    RemotingTimeoutException, InterruptedException, MQClientException;

    int addWritePermOfBroker(String namesrvAddr, String brokerName)
            throws RemotingCommandException, RemotingConnectException, RemotingSendRequestException,
                    RemotingTimeoutException, InterruptedException, MQClientException;

    void putKVConfig(String namespace, String key, String value);

    String getKVConfig(String namespace, String key) throws RemotingException, MQClientException, InterruptedException;

    KVTable getKVListByNamespace(String namespace) throws RemotingException, MQClientException, InterruptedException;

    void deleteTopic(String topicName, String clusterName)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    void deleteTopicInBroker(Set<String> addrs, String topic)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    AdminToolResult<BrokerOperatorResult> deleteTopicInBrokerConcurrent(Set<String> addrs, String topic);

    void deleteTopicInNameServer(Set<String> addrs, String topic)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    void deleteSubscriptionGroup(String addr, String groupName)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    void deleteSubscriptionGroup(String addr, String groupName, boolean removeOffset)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    void createAndUpdateKvConfig(String namespace, String key, String value)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    void deleteKvConfig(String namespace, String key)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    List<RollbackStats> resetOffsetByTimestampOld(String consumerGroup, String topic, long timestamp, boolean force)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    Map<MessageQueue, Long> resetOffsetByTimestamp(
            String clusterName, String topic, String group, long timestamp, boolean isForce)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    Map<MessageQueue, Long> resetOffsetByTimestamp(String topic, String group, long timestamp, boolean isForce)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    void resetOffsetNew(String consumerGroup, String topic, long timestamp)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    AdminToolResult<BrokerOperatorResult> resetOffsetNewConcurrent(String group, String topic, long timestamp);

    Map<String, Map<MessageQueue, Long>> getConsumeStatus(String topic, String group, String clientAddr)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    void createOrUpdateOrderConf(String key, String value, boolean isCluster)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    GroupList queryTopicConsumeByWho(String topic)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    InterruptedException, MQBrokerException, RemotingException, MQClientException;

    TopicList queryTopicsByConsumer(String group)
            throws InterruptedException, MQBrokerException, RemotingException, MQClientException;

    AdminToolResult<TopicList> queryTopicsByConsumerConcurrent(String group);

    SubscriptionData querySubscription(String group, String topic)
            throws InterruptedException, MQBrokerException, RemotingException, MQClientException;

    List<QueueTimeSpan> queryConsumeTimeSpan(String topic, String group)
            throws InterruptedException, MQBrokerException, RemotingException, MQClientException;

    AdminToolResult<List<QueueTimeSpan>> queryConsumeTimeSpanConcurrent(String topic, String group);

    boolean cleanExpiredConsumerQueue(String cluster)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException;

    boolean cleanExpiredConsumerQueueByAddr(String addr)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException;

    boolean deleteExpiredCommitLog(String cluster)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException;

    boolean deleteExpiredCommitLogByAddr(String addr)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException;

    boolean cleanUnusedTopic(String cluster)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException;

    boolean cleanUnusedTopicByAddr(String addr)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException;

    ConsumerRunningInfo getConsumerRunningInfo(String consumerGroup, String clientId, boolean jstack)
            throws RemotingException, MQClientException, InterruptedException;

    ConsumerRunningInfo getConsumerRunningInfo(String consumerGroup, String clientId, boolean jstack, boolean metrics)
            throws RemotingException, MQClientException, InterruptedException;

    ConsumeMessageDirectlyResult consumeMessageDirectly(
            String consumerGroup, String clientId, String topic, String msgId)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException;

    ConsumeMessageDirectlyResult consumeMessageDirectly(
            String clusterName, String consumerGroup, String clientId, String topic, String msgId)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException;

    List<MessageTrack> messageTrackDetail(MessageExt msg)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException;

    List<MessageTrack> messageTrackDetailConcurrent(MessageExt msg)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException;

    void cloneGroupOffset(String srcGroup, String destGroup, String topic, boolean isOffline)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException;

    BrokerStatsData viewBrokerStatsData(String brokerAddr, String statsName, String statsKey)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException;

    Set<String> getClusterList(String topic)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException;

    ConsumeStatsList fetchConsumeStatsInBroker(String brokerAddr, boolean isOrder, long timeoutMillis)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException;

    Set<String> getTopicClusterList(String topic)
            throws InterruptedException, MQBrokerException, MQClientException, RemotingException;

    SubscriptionGroupWrapper getAllSubscriptionGroup(String brokerAddr, long timeoutMillis)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQBrokerException, RemotingCommandException;

    SubscriptionGroupWrapper getUserSubscriptionGroup(String brokerAddr, long timeoutMillis)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQBrokerException, RemotingCommandException;

    TopicConfigSerializeWrapper getAllTopicConfig(String brokerAddr, long timeoutMillis)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQBrokerException, RemotingCommandException;

    TopicConfigSerializeWrapper getUserTopicConfig(String brokerAddr, boolean specialTopic, long timeoutMillis)
            throws InterruptedException, RemotingException, MQBrokerException, MQClientException;

    MessageExt queryMessage(String clusterName, String topic, String msgId)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    void updateConsumeOffset(String brokerAddr, String consumeGroup, MessageQueue mq, long offset)
            throws RemotingException, InterruptedException, MQBrokerException;

    void updateNameServerConfig(Properties properties, List<String> nameServers)
            throws InterruptedException, RemotingConnectException, UnsupportedEncodingException,
                    RemotingSendRequestException, RemotingTimeoutException, MQClientException, MQBrokerException;

    Map<String, Properties> getNameServerConfig(List<String> nameServers)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQClientException, UnsupportedEncodingException;

    QueryConsumeQueueResponseBody queryConsumeQueue(
            String brokerAddr, String topic, int queueId, long index, int count, String consumerGroup)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQClientException;

    CheckRocksdbCqWriteResult checkRocksdbCqWriteProgress(String brokerAddr, String topic, long checkStoreTime)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQClientException;

    void exportRocksDBConfigToJson(
            String brokerAddr, List<ExportRocksDBConfigToJsonRequestHeader.ConfigType> configType)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQClientException;

    boolean resumeCheckHalfMessage(String topic, String msgId)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException;

    void setMessageRequestMode(
            String brokerAddr,
            String topic,
            String consumerGroup,
            MessageRequestMode mode,
            int popShareQueueNum,
            long timeoutMillis)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQClientException;

    void createStaticTopic(
            String addr,
            String defaultTopic,
            TopicConfig topicConfig,
            TopicQueueMappingDetail mappingDetail,
            boolean force)
            throws RemotingException, InterruptedException, MQBrokerException;

    long searchOffset(String brokerAddr, String topicName, int queueId, long timestamp, long timeoutMillis)
            throws RemotingException, MQBrokerException, InterruptedException;

    void resetOffsetByQueueId(String brokerAddr, String consumerGroup, String topicName, int queueId, long resetOffset)
            throws RemotingException, InterruptedException, MQBrokerException;

    HARuntimeInfo getBrokerHAStatus(String brokerAddr)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    InterruptedException, MQBrokerException;

    BrokerReplicasInfo getInSyncStateData(String controllerAddress, List<String> brokers)
            throws RemotingException, InterruptedException, MQBrokerException;

    EpochEntryCache getBrokerEpochCache(String brokerAddr)
            throws RemotingException, InterruptedException, MQBrokerException;

    GetMetaDataResponseHeader getControllerMetaData(String controllerAddr)
            throws RemotingException, InterruptedException, MQBrokerException;

    void resetMasterFlushOffset(String brokerAddr, long masterFlushOffset)
            throws InterruptedException, MQBrokerException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException;

    GroupForbidden updateAndGetGroupReadForbidden(
            String brokerAddr, String groupName, String topicName, Boolean readable)
            throws RemotingException, InterruptedException, MQBrokerException;

    Map<String, Properties> getControllerConfig(List<String> controllerServers)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQClientException, UnsupportedEncodingException;

    void updateControllerConfig(Properties properties, List<String> controllers)
            throws InterruptedException, RemotingConnectException, UnsupportedEncodingException,
                    RemotingSendRequestException, RemotingTimeoutException, MQClientException, MQBrokerException;

    Pair<ElectMasterResponseHeader, BrokerMemberGroup> electMaster(
            String controllerAddr, String clusterName, String brokerName, Long brokerId)
            throws RemotingException, InterruptedException, MQBrokerException;

    void cleanControllerBrokerData(
            String controllerAddr,
            String clusterName,
            String brokerName,
            String brokerControllerIdsToClean,
            boolean isCleanLivingBroker)
            throws RemotingException, InterruptedException, MQBrokerException;

    void updateColdDataFlowCtrGroupConfig(String brokerAddr, Properties properties)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    UnsupportedEncodingException, InterruptedException, MQBrokerException;

    void removeColdDataFlowCtrGroupConfig(String brokerAddr, String consumerGroup)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    UnsupportedEncodingException, InterruptedException, MQBrokerException;

    String getColdDataFlowCtrInfo(String brokerAddr)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    UnsupportedEncodingException, InterruptedException, MQBrokerException;

    String setCommitLogReadAheadMode(String brokerAddr, String mode)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    UnsupportedEncodingException, InterruptedException, MQBrokerException;

    void createUser(String brokerAddr, UserInfo userInfo)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException;

    void createUser(String brokerAddr, String username, String password, String userType)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException;

    void updateUser(String brokerAddr, String username, String password, String userType, String userStatus)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException;

    void updateUser(String brokerAddr, UserInfo userInfo)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException;

    void deleteUser(String brokerAddr, String username)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException;

    UserInfo getUser(String brokerAddr, String username)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException;

    List<UserInfo> listUser(String brokerAddr, String filter)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException;

    void createAcl(
            String brokerAddr,
            String subject,
            List<String> resources,
            List<String> actions,
            List<String> sourceIps,
            String decision)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException;

    void createAcl(String brokerAddr, AclInfo aclInfo)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException;

    void updateAcl(
            String brokerAddr,
            String subject,
            List<String> resources,
            List<String> actions,
            List<String> sourceIps,
            String decision)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException;

    void updateAcl(String brokerAddr, AclInfo aclInfo)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException;

    void deleteAcl(String brokerAddr, String subject, String resource)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException;

    AclInfo getAcl(String brokerAddr, String subject)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException;

    List<AclInfo> listAcl(String brokerAddr, String subjectFilter, String resourceFilter)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException;

    void exportPopRecords(String brokerAddr, long timeout)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException;

    void switchTimerEngine(String brokerAddr, String desTimerEngine)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    UnsupportedEncodingException, InterruptedException, MQBrokerException;

    GetBrokerLiteInfoResponseBody getBrokerLiteInfo(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    GetParentTopicInfoResponseBody getParentTopicInfo(String brokerAddr, String topic)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    GetLiteTopicInfoResponseBody getLiteTopicInfo(String brokerAddr, String parentTopic, String liteTopic)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    GetLiteClientInfoResponseBody getLiteClientInfo(
            String brokerAddr, String parentTopic, String group, String clientId)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    GetLiteGroupInfoResponseBody getLiteGroupInfo(String brokerAddr, String group, String liteTopic, int topK)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    void triggerLiteDispatch(String brokerAddr, String group, String clientId)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;
}
