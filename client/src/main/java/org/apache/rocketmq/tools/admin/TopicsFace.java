package org.apache.rocketmq.tools.admin;

import io.apogeemq.client.admin.OffsetRollback;
import io.apogeemq.protocol.admin.BrokerReports;
import io.apogeemq.protocol.admin.BrokerRequests;
import io.apogeemq.protocol.admin.GroupReports;
import io.apogeemq.protocol.admin.GroupRequests;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.ConsumeDirectlyAnswer;
import io.apogeemq.protocol.body.ConsumerConnections;
import io.apogeemq.protocol.body.GroupRecord;
import io.apogeemq.protocol.body.GroupTableBody;
import io.apogeemq.protocol.body.ProducerConnections;
import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicRoute;
import io.apogeemq.protocol.body.TopicStats;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.protocol.header.ConsumeDirectlyRequest;
import io.apogeemq.protocol.header.ResetOffsetRequest;
import io.apogeemq.protocol.header.RunningInfoRequest;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.rocketmq.client.QueryResult;
import org.apache.rocketmq.client.Validators;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.BoundaryType;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.common.message.MessageClientExt;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.common.message.MessageRequestMode;
import org.apache.rocketmq.common.topic.TopicValidator;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.exception.RemotingCommandException;
import org.apache.rocketmq.remoting.exception.RemotingConnectException;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.exception.RemotingSendRequestException;
import org.apache.rocketmq.remoting.exception.RemotingTimeoutException;
import org.apache.rocketmq.remoting.protocol.NamespaceUtil;
import org.apache.rocketmq.remoting.protocol.ResponseCode;
import org.apache.rocketmq.remoting.protocol.admin.ConsumeStats;
import org.apache.rocketmq.remoting.protocol.admin.RollbackStats;
import org.apache.rocketmq.remoting.protocol.admin.TopicStatsTable;
import org.apache.rocketmq.remoting.protocol.body.ConsumeMessageDirectlyResult;
import org.apache.rocketmq.remoting.protocol.body.ConsumeStatsList;
import org.apache.rocketmq.remoting.protocol.body.ConsumerConnection;
import org.apache.rocketmq.remoting.protocol.body.ConsumerRunningInfo;
import org.apache.rocketmq.remoting.protocol.body.GroupList;
import org.apache.rocketmq.remoting.protocol.body.KVTable;
import org.apache.rocketmq.remoting.protocol.body.ProducerConnection;
import org.apache.rocketmq.remoting.protocol.body.ProducerTableInfo;
import org.apache.rocketmq.remoting.protocol.body.QueryConsumeQueueResponseBody;
import org.apache.rocketmq.remoting.protocol.body.QueueTimeSpan;
import org.apache.rocketmq.remoting.protocol.body.SubscriptionGroupWrapper;
import org.apache.rocketmq.remoting.protocol.body.TopicConfigSerializeWrapper;
import org.apache.rocketmq.remoting.protocol.body.TopicList;
import org.apache.rocketmq.remoting.protocol.heartbeat.SubscriptionData;
import org.apache.rocketmq.remoting.protocol.route.TopicRouteData;
import org.apache.rocketmq.remoting.protocol.statictopic.TopicQueueMappingDetail;
import org.apache.rocketmq.remoting.protocol.subscription.GroupForbidden;
import org.apache.rocketmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import org.apache.rocketmq.tools.admin.api.BrokerOperatorResult;
import org.apache.rocketmq.tools.admin.api.MessageTrack;
import org.apache.rocketmq.tools.admin.common.AdminToolResult;

/** Topics, messages, groups and their offsets; for {@link DefaultMQAdminExt}. Each method only hands on. */
abstract class TopicsFace extends ServersFace {
    private static final String ORDER_CONFIG = "ORDER_TOPIC_CONFIG";

    /** Clients answer through their broker, which waits for them. */
    private static final long CLIENT_TIMEOUT_MILLIS = 15_000;

    private String createTopicKey = "TBW102";

    TopicsFace(RPCHook rpcHook, String adminExtGroup, long timeoutMillis) {
        super(rpcHook, adminExtGroup, timeoutMillis);
    }

    public String getCreateTopicKey() {
        return createTopicKey;
    }

    public void setCreateTopicKey(String createTopicKey) {
        this.createTopicKey = createTopicKey;
    }

    @Override
    public void createTopic(String key, String newTopic, int queueNum, Map<String, String> attributes)
            throws MQClientException {
        createTopic(key, newTopic, queueNum, 0, attributes);
    }

    @Override
    public void createTopic(String key, String newTopic, int queueNum, int topicSysFlag, Map<String, String> attributes)
            throws MQClientException {
        questions().createTopic(key, newTopic, queueNum, topicSysFlag, attributes);
    }

    @Override
    public long searchOffset(MessageQueue mq, long timestamp) throws MQClientException {
        return questions().searchOffset(mq, timestamp);
    }

    public long searchLowerBoundaryOffset(MessageQueue mq, long timestamp) throws MQClientException {
        return AdminAnswers.clientAnswer(
                admin().queues().offsetByTime(queue(mq), timestamp, BoundaryType.LOWER.getName()));
    }

    public long searchUpperBoundaryOffset(MessageQueue mq, long timestamp) throws MQClientException {
        return AdminAnswers.clientAnswer(
                admin().queues().offsetByTime(queue(mq), timestamp, BoundaryType.UPPER.getName()));
    }

    @Override
    public long maxOffset(MessageQueue mq) throws MQClientException {
        return questions().maxOffset(mq);
    }

    @Override
    public long minOffset(MessageQueue mq) throws MQClientException {
        return questions().minOffset(mq);
    }

    @Override
    public long earliestMsgStoreTime(MessageQueue mq) throws MQClientException {
        return questions().earliestMsgStoreTime(mq);
    }

    @Override
    public QueryResult queryMessage(String topic, String key, int maxNum, long begin, long end)
            throws MQClientException, InterruptedException {
        return questions().queryMessage(topic, key, maxNum, begin, end);
    }

    public QueryResult queryMessage(String clusterName, String topic, String key, int maxNum, long begin, long end)
            throws MQClientException, InterruptedException, RemotingException {
        return queryMessage(clusterName, topic, key, maxNum, begin, end, null, null);
    }

    public QueryResult queryMessage(
            String clusterName,
            String topic,
            String key,
            int maxNum,
            long begin,
            long end,
            String keyType,
            String lastKey)
            throws MQClientException, InterruptedException, RemotingException {
        return questions().queryMessage(clusterName, topic, key, maxNum, begin, end, keyType, lastKey);
    }

    public QueryResult queryMessageByUniqKey(
            String clusterName, String topic, String key, int maxNum, long begin, long end)
            throws MQClientException, InterruptedException {
        return questions().queryByUniqueKey(clusterName, topic, key, maxNum, begin, end);
    }

    @Override
    public MessageExt viewMessage(String topic, String msgId)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return questions().viewMessage(topic, msgId);
    }

    @Override
    public MessageExt queryMessage(String clusterName, String topic, String msgId)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return questions().viewMessage(topic, msgId);
    }

    @Override
    public void createAndUpdateTopicConfig(String addr, TopicConfig config)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        Validators.checkTopicConfig(config);
        AdminAnswers.answer(admin().topics().update(addr, AdminBeans.topic(createTopicKey, config, false)));
    }

    @Override
    public void createAndUpdateTopicConfigList(String addr, List<TopicConfig> topicConfigList)
            throws InterruptedException, RemotingException, MQClientException {
        AdminAnswers.remotingAnswer(
                admin().topics().updateAll(addr, AdminBeans.records(TopicRecord.BODY, topicConfigList)));
    }

    @Override
    public void createStaticTopic(
            String addr,
            String defaultTopic,
            TopicConfig topicConfig,
            TopicQueueMappingDetail mappingDetail,
            boolean force)
            throws RemotingException, InterruptedException, MQBrokerException {
        AdminAnswers.servedAnswer(admin().topics()
                .updateStatic(addr, AdminBeans.topic(defaultTopic, topicConfig, force), mappingDetail.encode()));
    }

    @Override
    public TopicConfig examineTopicConfig(String addr, String topic)
            throws RemotingSendRequestException, RemotingConnectException, RemotingTimeoutException,
                    InterruptedException, MQBrokerException {
        return AdminAnswers.brokerAnswer(
                admin().topics().record(addr, topic).thenApply(AdminBeans.as(TopicRecord.BODY, TopicConfig.class)));
    }

    @Override
    public TopicStatsTable examineTopicStats(String topic)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException {
        return AdminAnswers.answer(
                admin().clusters().topicStats(topic).thenApply(AdminBeans.as(TopicStats.BODY, TopicStatsTable.class)));
    }

    @Override
    public TopicStatsTable examineTopicStats(String brokerAddr, String topic)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException {
        return AdminAnswers.answer(admin().topics()
                .stats(brokerAddr, topic)
                .thenApply(AdminBeans.as(TopicStats.BODY, TopicStatsTable.class)));
    }

    @Override
    public AdminToolResult<TopicStatsTable> examineTopicStatsConcurrent(String topic) {
        return AdminAnswers.result(() -> examineTopicStats(topic));
    }

    @Override
    public TopicList fetchAllTopicList() throws RemotingException, MQClientException, InterruptedException {
        return AdminAnswers.remotingAnswer(admin().nameServers()
                .topics()
                .thenApply(AdminBeans.as(io.apogeemq.protocol.body.TopicList.BODY, TopicList.class)));
    }

    @Override
    public TopicList fetchTopicsByCLuster(String clusterName)
            throws RemotingException, MQClientException, InterruptedException {
        return AdminAnswers.remotingAnswer(admin().nameServers()
                .topicsOfCluster(clusterName)
                .thenApply(AdminBeans.as(io.apogeemq.protocol.body.TopicList.BODY, TopicList.class)));
    }

    @Override
    public TopicRouteData examineTopicRouteInfo(String topic)
            throws RemotingException, MQClientException, InterruptedException {
        return AdminAnswers.remotingAnswer(
                admin().nameServers().route(topic).thenApply(AdminBeans.as(TopicRoute.BODY, TopicRouteData.class)));
    }

    @Override
    public void deleteTopic(String topicName, String clusterName)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        AdminAnswers.answer(admin().clusters().deleteTopic(topicName, clusterName, getNameServerAddressList()));
        deleteKvConfig(ORDER_CONFIG, topicName);
    }

    @Override
    public void deleteTopicInBroker(Set<String> addrs, String topic)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        for (String address : addrs) {
            AdminAnswers.answer(admin().topics().delete(address, topic));
        }
    }

    @Override
    public AdminToolResult<BrokerOperatorResult> deleteTopicInBrokerConcurrent(Set<String> addrs, String topic) {
        return AdminAnswers.result(
                () -> AdminAnswers.each(addrs, address -> admin().topics().delete(address, topic)));
    }

    @Override
    public void deleteTopicInNameServer(Set<String> addrs, String topic)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        deleteTopicInNameServer(addrs, null, topic);
    }

    @Override
    public void deleteTopicInNameServer(Set<String> addrs, String clusterName, String topic)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        for (String address : AdminBeans.orElse(addrs, getNameServerAddressList())) {
            AdminAnswers.answer(admin().nameServers().deleteTopic(address, topic, clusterName));
        }
    }

    @Override
    public Set<String> getClusterList(String topic)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException {
        return AdminAnswers.nameServerAnswer(admin().clusters().clustersOf(topic));
    }

    @Override
    public Set<String> getTopicClusterList(String topic)
            throws InterruptedException, MQBrokerException, MQClientException, RemotingException {
        return AdminAnswers.answer(admin().clusters().clustersOf(topic));
    }

    @Override
    public TopicConfigSerializeWrapper getAllTopicConfig(String brokerAddr, long timeoutMillis)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQBrokerException, RemotingCommandException {
        return AdminAnswers.brokerAnswer(admin(timeoutMillis)
                .topics()
                .all(brokerAddr)
                .thenApply(AdminBeans.as(TopicTableBody.BODY, TopicConfigSerializeWrapper.class)));
    }

    @Override
    public TopicConfigSerializeWrapper getUserTopicConfig(String brokerAddr, boolean specialTopic, long timeoutMillis)
            throws InterruptedException, RemotingException, MQBrokerException, MQClientException {
        TopicConfigSerializeWrapper topics = AdminAnswers.answer(admin(timeoutMillis)
                .topics()
                .all(brokerAddr)
                .thenApply(AdminBeans.as(TopicTableBody.BODY, TopicConfigSerializeWrapper.class)));
        Set<String> ofTheSystem = AdminAnswers.answer(
                        admin(timeoutMillis).topics().systemTopics(brokerAddr))
                .topics();
        topics.getTopicConfigTable()
                .keySet()
                .removeIf(topic -> ofTheSystem.contains(topic)
                        || TopicValidator.isSystemTopic(topic)
                        || !specialTopic && (NamespaceUtil.isRetryTopic(topic) || NamespaceUtil.isDLQTopic(topic)));
        return topics;
    }

    @Override
    public QueryConsumeQueueResponseBody queryConsumeQueue(
            String brokerAddr, String topic, int queueId, long index, int count, String consumerGroup)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQClientException {
        return AdminAnswers.nameServerAnswer(admin().brokers()
                .queueUnits(brokerAddr, new BrokerRequests.QueueUnits(topic, queueId, index, count, consumerGroup))
                .thenApply(AdminBeans.as(BrokerReports.QueueUnits.BODY, QueryConsumeQueueResponseBody.class)));
    }

    @Override
    public boolean resumeCheckHalfMessage(String topic, String msgId)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException {
        MessageExt message = viewMessage(topic, msgId);
        String id = message instanceof MessageClientExt received ? received.getOffsetMsgId() : message.getMsgId();
        return AdminAnswers.answer(admin().brokers()
                .resumeHalfMessage(storeAddress(message), new BrokerRequests.HalfMessage(topic, id))
                .thenApply(AdminBeans::done));
    }

    @Override
    public void createAndUpdateSubscriptionGroupConfig(String addr, SubscriptionGroupConfig config)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        AdminAnswers.answer(admin().groups().update(addr, AdminBeans.record(GroupRecord.BODY, config)));
    }

    @Override
    public void createAndUpdateSubscriptionGroupConfigList(String brokerAddr, List<SubscriptionGroupConfig> configs)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        AdminAnswers.answer(admin().groups().updateAll(brokerAddr, AdminBeans.records(GroupRecord.BODY, configs)));
    }

    @Override
    public SubscriptionGroupConfig examineSubscriptionGroupConfig(String addr, String group)
            throws InterruptedException, RemotingException, MQClientException, MQBrokerException {
        return AdminAnswers.answer(admin().groups()
                .record(addr, group)
                .thenApply(AdminBeans.as(GroupRecord.BODY, SubscriptionGroupConfig.class)));
    }

    @Override
    public void deleteSubscriptionGroup(String addr, String groupName)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        deleteSubscriptionGroup(addr, groupName, false);
    }

    @Override
    public void deleteSubscriptionGroup(String addr, String groupName, boolean removeOffset)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        AdminAnswers.answer(admin().groups().delete(addr, groupName, removeOffset));
    }

    @Override
    public SubscriptionGroupWrapper getAllSubscriptionGroup(String brokerAddr, long timeoutMillis)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQBrokerException, RemotingCommandException {
        return AdminAnswers.brokerAnswer(admin(timeoutMillis)
                .groups()
                .all(brokerAddr)
                .thenApply(AdminBeans.as(GroupTableBody.BODY, SubscriptionGroupWrapper.class)));
    }

    @Override
    public SubscriptionGroupWrapper getUserSubscriptionGroup(String brokerAddr, long timeoutMillis)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQBrokerException, RemotingCommandException {
        SubscriptionGroupWrapper groups = getAllSubscriptionGroup(brokerAddr, timeoutMillis);
        groups.getSubscriptionGroupTable()
                .keySet()
                .removeIf(group -> MixAll.isSysConsumerGroup(group) || MixAll.isPredefinedGroup(group));
        return groups;
    }

    @Override
    public ConsumeStats examineConsumeStats(String consumerGroup)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException {
        return AdminAnswers.answer(admin().groupSurvey()
                .stats(consumerGroup, null)
                .thenApply(AdminBeans.as(io.apogeemq.protocol.body.ConsumeStats.BODY, ConsumeStats.class)));
    }

    @Override
    public ConsumeStats examineConsumeStats(String consumerGroup, String topic)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException {
        return AdminAnswers.answer(admin().groupSurvey()
                .stats(consumerGroup, topic)
                .thenApply(AdminBeans.as(io.apogeemq.protocol.body.ConsumeStats.BODY, ConsumeStats.class)));
    }

    @Override
    public ConsumeStats examineConsumeStats(String clusterName, String consumerGroup, String topic)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException {
        return examineConsumeStats(consumerGroup, topic);
    }

    @Override
    public ConsumeStats examineConsumeStats(
            String brokerAddr, String consumerGroup, String topicName, long timeoutMillis)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQBrokerException {
        return AdminAnswers.brokerAnswer(admin(timeoutMillis)
                .groups()
                .stats(brokerAddr, consumerGroup, topicName)
                .thenApply(AdminBeans.as(io.apogeemq.protocol.body.ConsumeStats.BODY, ConsumeStats.class)));
    }

    @Override
    public AdminToolResult<ConsumeStats> examineConsumeStatsConcurrent(String consumerGroup, String topic) {
        return AdminAnswers.result(() -> examineConsumeStats(consumerGroup, topic));
    }

    @Override
    public ConsumeStatsList fetchConsumeStatsInBroker(String brokerAddr, boolean isOrder, long timeoutMillis)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException {
        return AdminAnswers.nameServerAnswer(admin(timeoutMillis)
                .groups()
                .statsInBroker(brokerAddr, isOrder)
                .thenApply(AdminBeans.as(GroupReports.StatsInBroker.BODY, ConsumeStatsList.class)));
    }

    @Override
    public ConsumerConnection examineConsumerConnectionInfo(String consumerGroup)
            throws InterruptedException, MQBrokerException, RemotingException, MQClientException {
        return AdminAnswers.answer(admin().groupSurvey()
                .connections(consumerGroup)
                .thenApply(AdminBeans.as(ConsumerConnections.BODY, ConsumerConnection.class)));
    }

    @Override
    public ConsumerConnection examineConsumerConnectionInfo(String consumerGroup, String brokerAddr)
            throws InterruptedException, MQBrokerException, RemotingException, MQClientException {
        return AdminAnswers.answer(admin().groups()
                .connections(brokerAddr, consumerGroup)
                .thenApply(AdminBeans.as(ConsumerConnections.BODY, ConsumerConnection.class)));
    }

    @Override
    public ProducerConnection examineProducerConnectionInfo(String producerGroup, String topic)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException {
        return AdminAnswers.answer(admin().groupSurvey()
                .producers(producerGroup, topic)
                .thenApply(AdminBeans.as(ProducerConnections.BODY, ProducerConnection.class)));
    }

    @Override
    public ProducerTableInfo getAllProducerInfo(String brokerAddr)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException {
        return AdminAnswers.answer(admin().groups()
                .allProducers(brokerAddr)
                .thenApply(AdminBeans.as(GroupReports.Producers.BODY, ProducerTableInfo.class)));
    }

    @Override
    public GroupList queryTopicConsumeByWho(String topic)
            throws InterruptedException, MQBrokerException, RemotingException, MQClientException {
        return AdminAnswers.answer(admin().groupSurvey().groupsOf(topic).thenApply(AdminBeans::groups));
    }

    @Override
    public TopicList queryTopicsByConsumer(String group)
            throws InterruptedException, MQBrokerException, RemotingException, MQClientException {
        return AdminAnswers.answer(admin().groupSurvey().topicsOf(group).thenApply(AdminBeans::topics));
    }

    @Override
    public AdminToolResult<TopicList> queryTopicsByConsumerConcurrent(String group) {
        return AdminAnswers.result(() -> queryTopicsByConsumer(group));
    }

    @Override
    public SubscriptionData querySubscription(String group, String topic)
            throws InterruptedException, MQBrokerException, RemotingException, MQClientException {
        return AdminAnswers.answer(admin().groupSurvey()
                .subscription(group, topic)
                .thenApply(AdminBeans.as(SubscriptionRecord.BODY, SubscriptionData.class)));
    }

    @Override
    public List<QueueTimeSpan> queryConsumeTimeSpan(String topic, String group)
            throws InterruptedException, MQBrokerException, RemotingException, MQClientException {
        return AdminAnswers.answer(admin().groupSurvey()
                .timeSpans(group, topic)
                .thenApply(AdminBeans.each(GroupReports.TimeSpan.BODY, QueueTimeSpan.class)));
    }

    @Override
    public AdminToolResult<List<QueueTimeSpan>> queryConsumeTimeSpanConcurrent(String topic, String group) {
        return AdminAnswers.result(() -> queryConsumeTimeSpan(topic, group));
    }

    @Override
    public List<RollbackStats> resetOffsetByTimestampOld(
            String consumerGroup, String topic, long timestamp, boolean force)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return resetOffsetByTimestampOld(null, consumerGroup, topic, timestamp, force);
    }

    public List<RollbackStats> resetOffsetByTimestampOld(
            String clusterName, String consumerGroup, String topic, long timestamp, boolean force)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return AdminAnswers.answer(
                rollback().of(consumerGroup, topic, timestamp, force).thenApply(AdminBeans::rollbacks));
    }

    @Override
    public Map<MessageQueue, Long> resetOffsetByTimestamp(
            String clusterName, String topic, String group, long timestamp, boolean isForce)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return resetOffsetByTimestamp(topic, group, timestamp, isForce);
    }

    @Override
    public Map<MessageQueue, Long> resetOffsetByTimestamp(String topic, String group, long timestamp, boolean isForce)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return AdminAnswers.answer(admin().groupSurvey()
                .resetOffsets(group, topic, timestamp, isForce)
                .thenApply(AdminBeans::offsets));
    }

    public Map<MessageQueue, Long> resetOffsetByTimestamp(
            String clusterName, String topic, String group, long timestamp, boolean isForce, boolean isC)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return resetOffsetByTimestamp(topic, group, timestamp, isForce);
    }

    public Map<MessageQueue, Long> resetOffsetByTimestamp(
            String topic, String group, long timestamp, boolean isForce, boolean isC)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return resetOffsetByTimestamp(topic, group, timestamp, isForce);
    }

    @Override
    public void resetOffsetNew(String consumerGroup, String topic, long timestamp)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        try {
            resetOffsetByTimestamp(topic, consumerGroup, timestamp, true);
        } catch (MQBrokerException e) {
            if (e.getResponseCode() != ResponseCode.CONSUMER_NOT_ONLINE) {
                throw e;
            }
            // brokers that move offsets through the clients cannot when there is none
            resetOffsetByTimestampOld(consumerGroup, topic, timestamp, true);
        }
    }

    @Override
    public AdminToolResult<BrokerOperatorResult> resetOffsetNewConcurrent(String group, String topic, long timestamp) {
        return AdminAnswers.result(() -> {
            Set<String> brokers =
                    new TreeSet<>(AdminAnswers.answer(admin().clusters().brokersOf(topic)));
            ResetOffsetRequest reset = new ResetOffsetRequest(group, topic, -1, null, timestamp, true);
            return AdminAnswers.each(
                    brokers,
                    address -> admin().groups().resetOffsets(address, reset).thenAccept(done -> {}));
        });
    }

    @Override
    public void resetOffsetByQueueId(
            String brokerAddr, String consumerGroup, String topicName, int queueId, long resetOffset)
            throws RemotingException, InterruptedException, MQBrokerException {
        AdminAnswers.servedAnswer(admin().groups()
                .resetOffsets(
                        brokerAddr, new ResetOffsetRequest(consumerGroup, topicName, queueId, resetOffset, 0, true))
                .thenAccept(done -> {}));
    }

    @Override
    public Map<String, Map<MessageQueue, Long>> getConsumeStatus(String topic, String group, String clientAddr)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return AdminAnswers.answer(
                admin().groupSurvey().status(group, topic, clientAddr).thenApply(AdminBeans::statuses));
    }

    @Override
    public void createOrUpdateOrderConf(String key, String value, boolean isCluster)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        String conf = isCluster ? value : AdminBeans.orderConf(orderConf(key), value);
        createAndUpdateKvConfig(ORDER_CONFIG, key, conf);
    }

    @Override
    public ConsumerRunningInfo getConsumerRunningInfo(String consumerGroup, String clientId, boolean jstack)
            throws RemotingException, MQClientException, InterruptedException {
        return getConsumerRunningInfo(consumerGroup, clientId, jstack, false);
    }

    @Override
    public ConsumerRunningInfo getConsumerRunningInfo(
            String consumerGroup, String clientId, boolean jstack, boolean metrics)
            throws RemotingException, MQClientException, InterruptedException {
        return AdminAnswers.remotingAnswer(admin(CLIENT_TIMEOUT_MILLIS)
                .groupSurvey()
                .runningClient(new RunningInfoRequest(consumerGroup, clientId, jstack))
                .thenApply(AdminBeans.as(GroupReports.RunningClient.BODY, ConsumerRunningInfo.class)));
    }

    @Override
    public ConsumeMessageDirectlyResult consumeMessageDirectly(
            String clusterName, String consumerGroup, String clientId, String topic, String msgId)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException {
        return consumeMessageDirectly(consumerGroup, clientId, topic, msgId);
    }

    @Override
    public ConsumeMessageDirectlyResult consumeMessageDirectly(
            String consumerGroup, String clientId, String topic, String msgId)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException {
        MessageExt message = viewMessage(topic, msgId);
        String id = message instanceof MessageClientExt received ? received.getOffsetMsgId() : message.getMsgId();
        return AdminAnswers.answer(admin(CLIENT_TIMEOUT_MILLIS)
                .groups()
                .consumeDirectly(
                        storeAddress(message),
                        new ConsumeDirectlyRequest(consumerGroup, clientId, id, topic, null, null, null))
                .thenApply(AdminBeans.as(ConsumeDirectlyAnswer.BODY, ConsumeMessageDirectlyResult.class)));
    }

    @Override
    public List<MessageTrack> messageTrackDetail(MessageExt msg)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException {
        return AdminAnswers.answer(admin().tracking()
                .track(AdminBeans.sought(msg, storeAddress(msg)))
                .thenApply(AdminBeans::tracks));
    }

    @Override
    public List<MessageTrack> messageTrackDetailConcurrent(MessageExt msg)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException {
        return messageTrackDetail(msg);
    }

    @Override
    public void cloneGroupOffset(String srcGroup, String destGroup, String topic, boolean isOffline)
            throws RemotingException, MQClientException, InterruptedException, MQBrokerException {
        AdminAnswers.answer(admin().groupSurvey()
                .cloneOffsets(new GroupRequests.CloneOffsets(srcGroup, destGroup, topic, isOffline)));
    }

    @Override
    public void updateConsumeOffset(String brokerAddr, String consumeGroup, MessageQueue mq, long offset)
            throws RemotingException, InterruptedException, MQBrokerException {
        AdminAnswers.servedAnswer(admin().groups().commit(brokerAddr, consumeGroup, queue(mq), offset));
    }

    @Override
    public void setMessageRequestMode(
            String brokerAddr,
            String topic,
            String consumerGroup,
            MessageRequestMode mode,
            int popShareQueueNum,
            long timeoutMillis)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQClientException {
        AdminAnswers.nameServerAnswer(admin(timeoutMillis)
                .groups()
                .requestMode(
                        brokerAddr, new GroupReports.RequestMode(consumerGroup, mode.name(), popShareQueueNum, topic)));
    }

    @Override
    public long searchOffset(String brokerAddr, String topicName, int queueId, long timestamp, long timeoutMillis)
            throws RemotingException, MQBrokerException, InterruptedException {
        return AdminAnswers.servedAnswer(admin(timeoutMillis)
                .queues()
                .offsetByTime(brokerAddr, new BrokerQueue("", queueId, topicName), timestamp));
    }

    @Override
    public GroupForbidden updateAndGetGroupReadForbidden(
            String brokerAddr, String groupName, String topicName, Boolean readable)
            throws RemotingException, InterruptedException, MQBrokerException {
        return AdminAnswers.servedAnswer(admin().groups()
                .forbid(brokerAddr, groupName, topicName, readable)
                .thenApply(AdminBeans.as(GroupReports.Forbidden.BODY, GroupForbidden.class)));
    }

    private BrokerQueue queue(MessageQueue mq) {
        return new BrokerQueue(mq.getBrokerName(), mq.getQueueId(), mq.getTopic());
    }

    private OffsetRollback rollback() {
        return new OffsetRollback(admin());
    }

    private static String storeAddress(MessageExt message) {
        InetSocketAddress host = (InetSocketAddress) message.getStoreHost();
        return host.getAddress().getHostAddress() + ":" + host.getPort();
    }

    /** Empty when nothing is set. */
    private String orderConf(String topic) throws RemotingException, InterruptedException, MQClientException {
        KVTable set;
        try {
            set = getKVListByNamespace(ORDER_CONFIG);
        } catch (MQClientException e) {
            if (e.getResponseCode() == ResponseCode.QUERY_NOT_FOUND) {
                return "";
            }
            throw e;
        }
        return set.getTable().getOrDefault(topic, "");
    }
}
