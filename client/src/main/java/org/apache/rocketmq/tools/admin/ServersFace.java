package org.apache.rocketmq.tools.admin;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.admin.AccessReports;
import io.apogeemq.protocol.admin.AccessRequests;
import io.apogeemq.protocol.admin.BrokerReports;
import io.apogeemq.protocol.admin.BrokerRequests;
import io.apogeemq.protocol.admin.ControllerReports;
import io.apogeemq.protocol.admin.ControllerRequests;
import io.apogeemq.protocol.admin.LiteReports;
import io.apogeemq.protocol.admin.LiteRequests;
import io.apogeemq.protocol.body.KvTable;
import io.apogeemq.protocol.header.AddWritePermAnswer;
import io.apogeemq.protocol.header.KvAnswer;
import io.apogeemq.protocol.header.PutKvRequest;
import io.apogeemq.protocol.header.WipeWritePermAnswer;
import java.io.UnsupportedEncodingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.rocketmq.client.Validators;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.CheckRocksdbCqWriteResult;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.Pair;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.exception.RemotingCommandException;
import org.apache.rocketmq.remoting.exception.RemotingConnectException;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.exception.RemotingSendRequestException;
import org.apache.rocketmq.remoting.exception.RemotingTimeoutException;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;
import org.apache.rocketmq.remoting.protocol.body.AclInfo;
import org.apache.rocketmq.remoting.protocol.body.BrokerMemberGroup;
import org.apache.rocketmq.remoting.protocol.body.BrokerReplicasInfo;
import org.apache.rocketmq.remoting.protocol.body.BrokerStatsData;
import org.apache.rocketmq.remoting.protocol.body.ClusterInfo;
import org.apache.rocketmq.remoting.protocol.body.EpochEntryCache;
import org.apache.rocketmq.remoting.protocol.body.GetBrokerLiteInfoResponseBody;
import org.apache.rocketmq.remoting.protocol.body.GetLiteClientInfoResponseBody;
import org.apache.rocketmq.remoting.protocol.body.GetLiteGroupInfoResponseBody;
import org.apache.rocketmq.remoting.protocol.body.GetLiteTopicInfoResponseBody;
import org.apache.rocketmq.remoting.protocol.body.GetParentTopicInfoResponseBody;
import org.apache.rocketmq.remoting.protocol.body.HARuntimeInfo;
import org.apache.rocketmq.remoting.protocol.body.KVTable;
import org.apache.rocketmq.remoting.protocol.body.UserInfo;
import org.apache.rocketmq.remoting.protocol.header.ExportRocksDBConfigToJsonRequestHeader;
import org.apache.rocketmq.remoting.protocol.header.controller.ElectMasterResponseHeader;
import org.apache.rocketmq.remoting.protocol.header.controller.GetMetaDataResponseHeader;

/** Brokers, NameServers, controllers and who may do what; for {@link DefaultMQAdminExt}. Each method only hands on. */
abstract class ServersFace extends AdminFace implements MQAdminExt {
    /** How many topics of a client are told. */
    private static final int LITE_TOPICS = 1_000;

    ServersFace(RPCHook rpcHook, String adminExtGroup, long timeoutMillis) {
        super(rpcHook, adminExtGroup, timeoutMillis);
    }

    @Override
    public void addBrokerToContainer(String brokerContainerAddr, String brokerConfig)
            throws InterruptedException, RemotingConnectException, RemotingTimeoutException,
                    RemotingSendRequestException, MQBrokerException {
        AdminAnswers.brokerAnswer(admin().brokers().addBroker(brokerContainerAddr, brokerConfig));
    }

    @Override
    public void removeBrokerFromContainer(
            String brokerContainerAddr, String clusterName, String brokerName, long brokerId)
            throws InterruptedException, MQBrokerException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException {
        AdminAnswers.brokerAnswer(admin().brokers()
                .removeBroker(brokerContainerAddr, new BrokerRequests.RemoveBroker(brokerName, clusterName, brokerId)));
    }

    @Override
    public void updateBrokerConfig(String brokerAddr, Properties properties)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    UnsupportedEncodingException, InterruptedException, MQBrokerException, MQClientException {
        Validators.checkBrokerConfig(properties);
        AdminAnswers.exactAnswer(admin().brokers().updateConfig(brokerAddr, AdminBeans.map(properties)));
    }

    @Override
    public Properties getBrokerConfig(String brokerAddr)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    UnsupportedEncodingException, InterruptedException, MQBrokerException {
        return AdminAnswers.brokerAnswer(admin().brokers().config(brokerAddr).thenApply(MixAll::string2Properties));
    }

    @Override
    public KVTable fetchBrokerRuntimeStats(String brokerAddr)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    InterruptedException, MQBrokerException {
        return AdminAnswers.brokerAnswer(
                admin().brokers().runtimeInfo(brokerAddr).thenApply(AdminBeans.as(KvTable.BODY, KVTable.class)));
    }

    @Override
    public boolean cleanExpiredConsumerQueueByAddr(String addr)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException {
        return AdminAnswers.nameServerAnswer(
                admin().brokers().cleanExpiredQueues(addr).thenApply(AdminBeans::done));
    }

    @Override
    public boolean cleanExpiredConsumerQueue(String cluster)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException {
        return AdminAnswers.nameServerAnswer(
                admin().clusters().cleanExpiredQueues(cluster).thenApply(AdminBeans::done));
    }

    @Override
    public boolean deleteExpiredCommitLogByAddr(String addr)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException {
        return AdminAnswers.nameServerAnswer(
                admin().brokers().deleteExpiredLog(addr).thenApply(AdminBeans::done));
    }

    @Override
    public boolean deleteExpiredCommitLog(String cluster)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException {
        return AdminAnswers.nameServerAnswer(
                admin().clusters().deleteExpiredLog(cluster).thenApply(AdminBeans::done));
    }

    @Override
    public boolean cleanUnusedTopicByAddr(String addr)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException {
        return AdminAnswers.nameServerAnswer(admin().topics().cleanUnused(addr).thenApply(AdminBeans::done));
    }

    @Override
    public boolean cleanUnusedTopic(String cluster)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException {
        return AdminAnswers.nameServerAnswer(
                admin().clusters().cleanUnusedTopics(cluster).thenApply(AdminBeans::done));
    }

    @Override
    public BrokerStatsData viewBrokerStatsData(String brokerAddr, String statsName, String statsKey)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQClientException,
                    InterruptedException {
        return AdminAnswers.nameServerAnswer(admin().brokers()
                .figures(brokerAddr, statsName, statsKey)
                .thenApply(AdminBeans.as(BrokerReports.Figures.BODY, BrokerStatsData.class)));
    }

    @Override
    public HARuntimeInfo getBrokerHAStatus(String brokerAddr)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    InterruptedException, MQBrokerException {
        return AdminAnswers.brokerAnswer(admin().brokers()
                .replication(brokerAddr)
                .thenApply(AdminBeans.as(BrokerReports.Replication.BODY, HARuntimeInfo.class)));
    }

    @Override
    public EpochEntryCache getBrokerEpochCache(String brokerAddr)
            throws RemotingException, InterruptedException, MQBrokerException {
        return AdminAnswers.servedAnswer(admin().brokers()
                .epochs(brokerAddr)
                .thenApply(AdminBeans.as(BrokerReports.Epochs.BODY, EpochEntryCache.class)));
    }

    @Override
    public void resetMasterFlushOffset(String brokerAddr, long masterFlushOffset)
            throws InterruptedException, RemotingConnectException, RemotingTimeoutException,
                    RemotingSendRequestException, MQBrokerException {
        AdminAnswers.brokerAnswer(admin().brokers().resetFlushOffset(brokerAddr, masterFlushOffset));
    }

    @Override
    public CheckRocksdbCqWriteResult checkRocksdbCqWriteProgress(String brokerAddr, String topic, long checkStoreTime)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQClientException {
        return AdminAnswers.nameServerAnswer(admin().brokers()
                .queueCheck(brokerAddr, topic, checkStoreTime)
                .thenApply(AdminBeans.as(BrokerReports.QueueCheck.BODY, CheckRocksdbCqWriteResult.class)));
    }

    @Override
    public void exportRocksDBConfigToJson(
            String brokerAddr, List<ExportRocksDBConfigToJsonRequestHeader.ConfigType> configType)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQClientException {
        AdminAnswers.nameServerAnswer(admin().brokers()
                .exportTables(brokerAddr, ExportRocksDBConfigToJsonRequestHeader.ConfigType.toString(configType)));
    }

    @Override
    public void exportPopRecords(String brokerAddr, long timeout)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException {
        AdminAnswers.brokerAnswer(admin(timeout).brokers().exportPopRecords(brokerAddr));
    }

    @Override
    public void switchTimerEngine(String brokerAddr, String desTimerEngine)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    UnsupportedEncodingException, InterruptedException, MQBrokerException {
        AdminAnswers.brokerAnswer(admin().brokers().timerEngine(brokerAddr, desTimerEngine));
    }

    @Override
    public void updateColdDataFlowCtrGroupConfig(String brokerAddr, Properties properties)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    UnsupportedEncodingException, InterruptedException, MQBrokerException {
        AdminAnswers.brokerAnswer(admin().brokers().updateColdData(brokerAddr, AdminBeans.map(properties)));
    }

    @Override
    public void removeColdDataFlowCtrGroupConfig(String brokerAddr, String consumerGroup)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    UnsupportedEncodingException, InterruptedException, MQBrokerException {
        AdminAnswers.brokerAnswer(admin().brokers().removeColdData(brokerAddr, consumerGroup));
    }

    @Override
    public String getColdDataFlowCtrInfo(String brokerAddr)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    UnsupportedEncodingException, InterruptedException, MQBrokerException {
        return AdminAnswers.brokerAnswer(admin().brokers().coldData(brokerAddr));
    }

    @Override
    public String setCommitLogReadAheadMode(String brokerAddr, String mode)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    InterruptedException, MQBrokerException {
        return AdminAnswers.brokerAnswer(admin().brokers().readAhead(brokerAddr, mode));
    }

    @Override
    public ClusterInfo examineBrokerClusterInfo()
            throws InterruptedException, RemotingConnectException, RemotingTimeoutException,
                    RemotingSendRequestException, MQBrokerException {
        return AdminAnswers.brokerAnswer(admin().nameServers()
                .clusters()
                .thenApply(AdminBeans.as(io.apogeemq.protocol.body.ClusterInfo.BODY, ClusterInfo.class)));
    }

    @Override
    public List<String> getNameServerAddressList() {
        return instance().nameServers().addresses();
    }

    @Override
    public int wipeWritePermOfBroker(String namesrvAddr, String brokerName)
            throws RemotingCommandException, RemotingConnectException, RemotingSendRequestException,
                    RemotingTimeoutException, InterruptedException, MQClientException {
        return AdminAnswers.nameServerAnswer(admin().nameServers()
                .wipeWritePermission(namesrvAddr, brokerName)
                .thenApply(WipeWritePermAnswer::topicCount));
    }

    @Override
    public int addWritePermOfBroker(String namesrvAddr, String brokerName)
            throws RemotingCommandException, RemotingConnectException, RemotingSendRequestException,
                    RemotingTimeoutException, InterruptedException, MQClientException {
        return AdminAnswers.nameServerAnswer(admin().nameServers()
                .addWritePermission(namesrvAddr, brokerName)
                .thenApply(AddWritePermAnswer::topicCount));
    }

    @Override
    public void putKVConfig(String namespace, String key, String value) {
        for (String address : instance().nameServers().addresses()) {
            AdminAnswers.quietAnswer(admin().nameServers().putValue(address, new PutKvRequest(namespace, key, value)));
        }
    }

    @Override
    public void createAndUpdateKvConfig(String namespace, String key, String value)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        for (String address : instance().nameServers().addresses()) {
            AdminAnswers.answer(admin().nameServers().putValue(address, new PutKvRequest(namespace, key, value)));
        }
    }

    @Override
    public void deleteKvConfig(String namespace, String key)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        for (String address : instance().nameServers().addresses()) {
            AdminAnswers.answer(admin().nameServers().deleteValue(address, namespace, key));
        }
    }

    @Override
    public String getKVConfig(String namespace, String key)
            throws RemotingException, MQClientException, InterruptedException {
        return AdminAnswers.remotingAnswer(
                admin().nameServers().value(namespace, key).thenApply(KvAnswer::value));
    }

    @Override
    public KVTable getKVListByNamespace(String namespace)
            throws RemotingException, MQClientException, InterruptedException {
        return AdminAnswers.remotingAnswer(
                admin().nameServers().values(namespace).thenApply(AdminBeans.as(KvTable.BODY, KVTable.class)));
    }

    @Override
    public void updateNameServerConfig(Properties properties, List<String> nameServers)
            throws InterruptedException, RemotingConnectException, UnsupportedEncodingException, MQBrokerException,
                    RemotingTimeoutException, MQClientException, RemotingSendRequestException {
        for (String address : AdminBeans.orElse(nameServers, getNameServerAddressList())) {
            AdminAnswers.exactAnswer(admin().nameServers().updateConfig(address, AdminBeans.map(properties)));
        }
    }

    @Override
    public Map<String, Properties> getNameServerConfig(List<String> nameServers)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQClientException, UnsupportedEncodingException {
        Map<String, Properties> found = new HashMap<>();
        for (String address : AdminBeans.orElse(nameServers, getNameServerAddressList())) {
            String text = AdminAnswers.nameServerAnswer(admin().nameServers().config(address));
            found.put(address, MixAll.string2Properties(text));
        }
        return found;
    }

    @Override
    public Map<String, Properties> getControllerConfig(List<String> controllerServers)
            throws InterruptedException, RemotingTimeoutException, RemotingSendRequestException,
                    RemotingConnectException, MQClientException, UnsupportedEncodingException {
        Map<String, Properties> found = new HashMap<>();
        for (String address : controllerServers) {
            String text = AdminAnswers.nameServerAnswer(admin().controllers().config(address));
            found.put(address, MixAll.string2Properties(text));
        }
        return found;
    }

    @Override
    public void updateControllerConfig(Properties properties, List<String> controllers)
            throws InterruptedException, RemotingConnectException, UnsupportedEncodingException,
                    RemotingSendRequestException, RemotingTimeoutException, MQClientException, MQBrokerException {
        for (String address : controllers) {
            AdminAnswers.exactAnswer(admin().controllers().updateConfig(address, AdminBeans.map(properties)));
        }
    }

    @Override
    public BrokerReplicasInfo getInSyncStateData(String controllerAddress, List<String> brokers)
            throws RemotingException, InterruptedException, MQBrokerException {
        String leader = getControllerMetaData(controllerAddress).getControllerLeaderAddress();
        return AdminAnswers.servedAnswer(admin().controllers()
                .syncStates(leader, RemotingSerializable.encode(brokers))
                .thenApply(AdminBeans.as(ControllerReports.SyncStates.BODY, BrokerReplicasInfo.class)));
    }

    @Override
    public GetMetaDataResponseHeader getControllerMetaData(String controllerAddr)
            throws RemotingException, InterruptedException, MQBrokerException {
        return AdminAnswers.servedAnswer(
                admin().controllers().metadata(controllerAddr).thenApply(AdminBeans::metadata));
    }

    @Override
    public Pair<ElectMasterResponseHeader, BrokerMemberGroup> electMaster(
            String controllerAddr, String clusterName, String brokerName, Long brokerId)
            throws RemotingException, InterruptedException, MQBrokerException {
        String leader = getControllerMetaData(controllerAddr).getControllerLeaderAddress();
        ControllerRequests.ElectMaster election = new ControllerRequests.ElectMaster(
                clusterName, brokerName, brokerId, true, Clock.system().millis());
        return AdminAnswers.servedAnswer(
                admin().controllers().electMaster(leader, election).thenApply(AdminBeans::election));
    }

    @Override
    public void cleanControllerBrokerData(
            String controllerAddr,
            String clusterName,
            String brokerName,
            String brokerControllerIdsToClean,
            boolean isCleanLivingBroker)
            throws RemotingException, InterruptedException, MQBrokerException {
        String leader = getControllerMetaData(controllerAddr).getControllerLeaderAddress();
        AdminAnswers.servedAnswer(admin().controllers()
                .cleanBroker(
                        leader,
                        new ControllerRequests.CleanBroker(
                                clusterName,
                                brokerName,
                                brokerControllerIdsToClean,
                                isCleanLivingBroker,
                                Clock.system().millis())));
    }

    @Override
    public void createUser(String brokerAddr, UserInfo userInfo)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException {
        AdminAnswers.brokerAnswer(
                admin().access().createUser(brokerAddr, AdminBeans.record(AccessReports.User.BODY, userInfo)));
    }

    @Override
    public void createUser(String brokerAddr, String username, String password, String userType)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException {
        createUser(brokerAddr, UserInfo.of(username, password, userType));
    }

    @Override
    public void updateUser(String brokerAddr, String username, String password, String userType, String userStatus)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException {
        updateUser(brokerAddr, UserInfo.of(username, password, userType, userStatus));
    }

    @Override
    public void updateUser(String brokerAddr, UserInfo userInfo)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException {
        AdminAnswers.brokerAnswer(
                admin().access().updateUser(brokerAddr, AdminBeans.record(AccessReports.User.BODY, userInfo)));
    }

    @Override
    public void deleteUser(String brokerAddr, String username)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException {
        AdminAnswers.brokerAnswer(admin().access().deleteUser(brokerAddr, username));
    }

    @Override
    public UserInfo getUser(String brokerAddr, String username)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException {
        return AdminAnswers.brokerAnswer(admin().access()
                .user(brokerAddr, username)
                .thenApply(AdminBeans.as(AccessReports.User.BODY, UserInfo.class)));
    }

    @Override
    public List<UserInfo> listUser(String brokerAddr, String filter)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException {
        return AdminAnswers.brokerAnswer(admin().access()
                .users(brokerAddr, filter)
                .thenApply(AdminBeans.each(AccessReports.User.BODY, UserInfo.class)));
    }

    @Override
    public void createAcl(
            String brokerAddr,
            String subject,
            List<String> resources,
            List<String> actions,
            List<String> sourceIps,
            String decision)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException {
        createAcl(brokerAddr, AclInfo.of(subject, resources, actions, sourceIps, decision));
    }

    @Override
    public void createAcl(String brokerAddr, AclInfo aclInfo)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException {
        AdminAnswers.brokerAnswer(
                admin().access().createAcl(brokerAddr, AdminBeans.record(AccessReports.Acl.BODY, aclInfo)));
    }

    @Override
    public void updateAcl(
            String brokerAddr,
            String subject,
            List<String> resources,
            List<String> actions,
            List<String> sourceIps,
            String decision)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException {
        updateAcl(brokerAddr, AclInfo.of(subject, resources, actions, sourceIps, decision));
    }

    @Override
    public void updateAcl(String brokerAddr, AclInfo aclInfo)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException {
        AdminAnswers.brokerAnswer(
                admin().access().updateAcl(brokerAddr, AdminBeans.record(AccessReports.Acl.BODY, aclInfo)));
    }

    @Override
    public void deleteAcl(String brokerAddr, String subject, String resource)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException {
        AdminAnswers.brokerAnswer(
                admin().access().deleteAcl(brokerAddr, new AccessRequests.DeleteAcl(subject, null, resource)));
    }

    @Override
    public AclInfo getAcl(String brokerAddr, String subject)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException {
        return AdminAnswers.brokerAnswer(admin().access()
                .acl(brokerAddr, subject)
                .thenApply(AdminBeans.as(AccessReports.Acl.BODY, AclInfo.class)));
    }

    @Override
    public List<AclInfo> listAcl(String brokerAddr, String subjectFilter, String resourceFilter)
            throws RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException, MQBrokerException,
                    InterruptedException {
        return AdminAnswers.brokerAnswer(admin().access()
                .acls(brokerAddr, new AccessRequests.Acls(subjectFilter, resourceFilter))
                .thenApply(AdminBeans.each(AccessReports.Acl.BODY, AclInfo.class)));
    }

    @Override
    public GetBrokerLiteInfoResponseBody getBrokerLiteInfo(String brokerAddr)
            throws RemotingException, MQBrokerException, InterruptedException {
        return AdminAnswers.servedAnswer(admin().lite()
                .broker(brokerAddr)
                .thenApply(AdminBeans.as(LiteReports.Broker.BODY, GetBrokerLiteInfoResponseBody.class)));
    }

    @Override
    public GetParentTopicInfoResponseBody getParentTopicInfo(String brokerAddr, String topic)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return AdminAnswers.answer(admin().lite()
                .parent(brokerAddr, topic)
                .thenApply(AdminBeans.as(LiteReports.Parent.BODY, GetParentTopicInfoResponseBody.class)));
    }

    @Override
    public GetLiteTopicInfoResponseBody getLiteTopicInfo(String brokerAddr, String parentTopic, String liteTopic)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return AdminAnswers.answer(admin().lite()
                .topic(brokerAddr, new LiteRequests.LiteTopic(parentTopic, liteTopic))
                .thenApply(AdminBeans.as(LiteReports.Topic.BODY, GetLiteTopicInfoResponseBody.class)));
    }

    @Override
    public GetLiteClientInfoResponseBody getLiteClientInfo(
            String brokerAddr, String parentTopic, String group, String clientId)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return AdminAnswers.answer(admin().lite()
                .client(brokerAddr, new LiteRequests.LiteClient(parentTopic, group, clientId, LITE_TOPICS))
                .thenApply(AdminBeans.as(LiteReports.Client.BODY, GetLiteClientInfoResponseBody.class)));
    }

    @Override
    public GetLiteGroupInfoResponseBody getLiteGroupInfo(String brokerAddr, String group, String liteTopic, int topK)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        return AdminAnswers.answer(admin().lite()
                .group(brokerAddr, new LiteRequests.LiteGroup(group, liteTopic, topK))
                .thenApply(AdminBeans.as(LiteReports.Group.BODY, GetLiteGroupInfoResponseBody.class)));
    }

    @Override
    public void triggerLiteDispatch(String brokerAddr, String group, String clientId)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        AdminAnswers.answer(admin().lite().dispatch(brokerAddr, new LiteRequests.Dispatch(group, clientId)));
    }
}
