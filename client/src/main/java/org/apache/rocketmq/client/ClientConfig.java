package org.apache.rocketmq.client;

import io.apogeemq.client.core.ClientNames;
import io.apogeemq.client.core.LocalAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.protocol.LanguageCode;

/**
 * What producers, consumers and admin clients have in common to set (spec/client.md 12). It is read when the object that
 * extends it starts; that object shares its connections with all others of an equal client id.
 */
public class ClientConfig {
    public static final String SEND_MESSAGE_WITH_VIP_CHANNEL_PROPERTY = "com.rocketmq.sendMessageWithVIPChannel";
    public static final String SOCKS_PROXY_CONFIG = "com.rocketmq.socks.proxy.config";
    public static final String DECODE_READ_BODY = "com.rocketmq.read.body";
    public static final String DECODE_DECOMPRESS_BODY = "com.rocketmq.decompress.body";
    public static final String SEND_LATENCY_ENABLE = "com.rocketmq.sendLatencyEnable";
    public static final String START_DETECTOR_ENABLE = "com.rocketmq.startDetectorEnable";
    public static final String HEART_BEAT_V2 = "com.rocketmq.heartbeat.v2";

    private static final String DEFAULT_INSTANCE = "DEFAULT";

    private String namesrvAddr = NameServerText.fromSystem();
    private boolean namespaceInitialized;
    protected String namespace;
    protected String namespaceV2;
    private String clientIP = LocalAddress.find();
    private String instanceName = System.getProperty("rocketmq.client.name", DEFAULT_INSTANCE);
    private int clientCallbackExecutorThreads = Runtime.getRuntime().availableProcessors();
    protected AccessChannel accessChannel = AccessChannel.LOCAL;
    private int pollNameServerInterval = 30_000;
    private int heartbeatBrokerInterval = 30_000;
    private int persistConsumerOffsetInterval = 5_000;
    private long pullTimeDelayMillsWhenException = 1_000;
    private int traceMsgBatchNum = 10;
    private boolean unitMode;
    private String unitName;
    private boolean decodeReadBody = Boolean.parseBoolean(System.getProperty(DECODE_READ_BODY, "true"));
    private boolean decodeDecompressBody = Boolean.parseBoolean(System.getProperty(DECODE_DECOMPRESS_BODY, "true"));
    private boolean vipChannelEnabled = Boolean.getBoolean(SEND_MESSAGE_WITH_VIP_CHANNEL_PROPERTY);
    private boolean useHeartbeatV2 = Boolean.getBoolean(HEART_BEAT_V2);
    private boolean useTLS = Boolean.getBoolean("tls.enable");
    private String socksProxyConfig = System.getProperty(SOCKS_PROXY_CONFIG, "{}");
    private int mqClientApiTimeout = 3_000;
    private int detectTimeout = 200;
    private int detectInterval = 2_000;
    private LanguageCode language = LanguageCode.JAVA;
    protected boolean enableStreamRequestType;
    private boolean sendLatencyEnable = Boolean.getBoolean(SEND_LATENCY_ENABLE);
    private boolean startDetectorEnable = Boolean.getBoolean(START_DETECTOR_ENABLE);
    private boolean enableHeartbeatChannelEventListener = true;
    protected boolean enableTrace;
    protected String traceTopic;
    protected int maxPageSizeInGetMetadata = 2_000;
    private boolean enableConcurrentHeartbeat;
    private int concurrentHeartbeatThreadPoolSize = Runtime.getRuntime().availableProcessors();

    public ClientConfig() {}

    /** Names the client to brokers; producers and consumers of one process with equal ids share their connections. */
    public String buildMQClientId() {
        return ClientNames.clientId(clientIP, instanceName, unitName, enableStreamRequestType);
    }

    /** Makes a default instance name one that no other object of the host has. */
    public void changeInstanceNameToPID() {
        if (DEFAULT_INSTANCE.equals(instanceName)) {
            instanceName = ClientNames.uniqueInstance();
        }
    }

    /** The name as it is on the wire. */
    public String withNamespace(String resource) {
        return NamespaceNames.wrap(getNamespace(), resource);
    }

    public Set<String> withNamespace(Set<String> resourceSet) {
        Set<String> wrapped = new LinkedHashSet<>();
        resourceSet.forEach(resource -> wrapped.add(withNamespace(resource)));
        return wrapped;
    }

    /** The name as the program knows it. */
    public String withoutNamespace(String resource) {
        return NamespaceNames.unwrap(getNamespace(), resource);
    }

    public Set<String> withoutNamespace(Set<String> resourceSet) {
        Set<String> unwrapped = new LinkedHashSet<>();
        resourceSet.forEach(resource -> unwrapped.add(withoutNamespace(resource)));
        return unwrapped;
    }

    /** The queue as it is on the wire. */
    public MessageQueue queueWithNamespace(MessageQueue queue) {
        return NamespaceNames.isNone(getNamespace())
                ? queue
                : new MessageQueue(withNamespace(queue.getTopic()), queue.getBrokerName(), queue.getQueueId());
    }

    public Collection<MessageQueue> queuesWithNamespace(Collection<MessageQueue> queues) {
        if (NamespaceNames.isNone(getNamespace())) {
            return queues;
        }
        List<MessageQueue> wrapped = new ArrayList<>(queues.size());
        queues.forEach(queue -> wrapped.add(queueWithNamespace(queue)));
        return wrapped;
    }

    /** Takes over all settings of the other. */
    public void resetClientConfig(ClientConfig other) {
        namesrvAddr = other.namesrvAddr;
        namespace = other.namespace;
        namespaceInitialized = other.namespaceInitialized;
        namespaceV2 = other.namespaceV2;
        clientIP = other.clientIP;
        instanceName = other.instanceName;
        clientCallbackExecutorThreads = other.clientCallbackExecutorThreads;
        accessChannel = other.accessChannel;
        pollNameServerInterval = other.pollNameServerInterval;
        heartbeatBrokerInterval = other.heartbeatBrokerInterval;
        persistConsumerOffsetInterval = other.persistConsumerOffsetInterval;
        pullTimeDelayMillsWhenException = other.pullTimeDelayMillsWhenException;
        traceMsgBatchNum = other.traceMsgBatchNum;
        unitMode = other.unitMode;
        unitName = other.unitName;
        decodeReadBody = other.decodeReadBody;
        decodeDecompressBody = other.decodeDecompressBody;
        vipChannelEnabled = other.vipChannelEnabled;
        useHeartbeatV2 = other.useHeartbeatV2;
        useTLS = other.useTLS;
        socksProxyConfig = other.socksProxyConfig;
        mqClientApiTimeout = other.mqClientApiTimeout;
        detectTimeout = other.detectTimeout;
        detectInterval = other.detectInterval;
        language = other.language;
        enableStreamRequestType = other.enableStreamRequestType;
        sendLatencyEnable = other.sendLatencyEnable;
        startDetectorEnable = other.startDetectorEnable;
        enableHeartbeatChannelEventListener = other.enableHeartbeatChannelEventListener;
        enableTrace = other.enableTrace;
        traceTopic = other.traceTopic;
        maxPageSizeInGetMetadata = other.maxPageSizeInGetMetadata;
        enableConcurrentHeartbeat = other.enableConcurrentHeartbeat;
        concurrentHeartbeatThreadPoolSize = other.concurrentHeartbeatThreadPoolSize;
    }

    public ClientConfig cloneClientConfig() {
        ClientConfig clone = new ClientConfig();
        clone.resetClientConfig(this);
        return clone;
    }

    /** Addresses of NameServers, {@code host:port;host:port}; null when they are to be looked up (spec/client.md 15). */
    public String getNamesrvAddr() {
        return NameServerText.strip(namesrvAddr);
    }

    public void setNamesrvAddr(String namesrvAddr) {
        this.namesrvAddr = namesrvAddr;
        this.namespaceInitialized = false;
    }

    /** Set, or else found in the NameServer's address (spec/client.md 16); null for none. */
    public String getNamespace() {
        if (namespace == null && !namespaceInitialized) {
            namespace = namesrvAddr == null ? null : NameServerText.namespace(namesrvAddr);
            namespaceInitialized = true;
        }
        return namespace;
    }

    public void setNamespace(String namespace) {
        this.namespace = namespace;
        this.namespaceInitialized = true;
    }

    public String getNamespaceV2() {
        return namespaceV2;
    }

    public void setNamespaceV2(String namespaceV2) {
        this.namespaceV2 = namespaceV2;
    }

    public String getClientIP() {
        return clientIP;
    }

    public void setClientIP(String clientIP) {
        this.clientIP = clientIP;
    }

    public String getInstanceName() {
        return instanceName;
    }

    public void setInstanceName(String instanceName) {
        this.instanceName = instanceName;
    }

    public int getClientCallbackExecutorThreads() {
        return clientCallbackExecutorThreads;
    }

    public void setClientCallbackExecutorThreads(int clientCallbackExecutorThreads) {
        this.clientCallbackExecutorThreads = clientCallbackExecutorThreads;
    }

    public AccessChannel getAccessChannel() {
        return accessChannel;
    }

    public void setAccessChannel(AccessChannel accessChannel) {
        this.accessChannel = accessChannel;
    }

    public int getPollNameServerInterval() {
        return pollNameServerInterval;
    }

    public void setPollNameServerInterval(int pollNameServerInterval) {
        this.pollNameServerInterval = pollNameServerInterval;
    }

    public int getHeartbeatBrokerInterval() {
        return heartbeatBrokerInterval;
    }

    public void setHeartbeatBrokerInterval(int heartbeatBrokerInterval) {
        this.heartbeatBrokerInterval = heartbeatBrokerInterval;
    }

    public int getPersistConsumerOffsetInterval() {
        return persistConsumerOffsetInterval;
    }

    public void setPersistConsumerOffsetInterval(int persistConsumerOffsetInterval) {
        this.persistConsumerOffsetInterval = persistConsumerOffsetInterval;
    }

    public long getPullTimeDelayMillsWhenException() {
        return pullTimeDelayMillsWhenException;
    }

    public void setPullTimeDelayMillsWhenException(long pullTimeDelayMillsWhenException) {
        this.pullTimeDelayMillsWhenException = pullTimeDelayMillsWhenException;
    }

    public int getTraceMsgBatchNum() {
        return traceMsgBatchNum;
    }

    public void setTraceMsgBatchNum(int traceMsgBatchNum) {
        this.traceMsgBatchNum = traceMsgBatchNum;
    }

    public boolean isUnitMode() {
        return unitMode;
    }

    public void setUnitMode(boolean unitMode) {
        this.unitMode = unitMode;
    }

    public String getUnitName() {
        return unitName;
    }

    public void setUnitName(String unitName) {
        this.unitName = unitName;
    }

    public boolean isDecodeReadBody() {
        return decodeReadBody;
    }

    public void setDecodeReadBody(boolean decodeReadBody) {
        this.decodeReadBody = decodeReadBody;
    }

    public boolean isDecodeDecompressBody() {
        return decodeDecompressBody;
    }

    public void setDecodeDecompressBody(boolean decodeDecompressBody) {
        this.decodeDecompressBody = decodeDecompressBody;
    }

    public boolean isVipChannelEnabled() {
        return vipChannelEnabled;
    }

    public void setVipChannelEnabled(boolean vipChannelEnabled) {
        this.vipChannelEnabled = vipChannelEnabled;
    }

    public boolean isUseHeartbeatV2() {
        return useHeartbeatV2;
    }

    public void setUseHeartbeatV2(boolean useHeartbeatV2) {
        this.useHeartbeatV2 = useHeartbeatV2;
    }

    public boolean isUseTLS() {
        return useTLS;
    }

    public void setUseTLS(boolean useTLS) {
        this.useTLS = useTLS;
    }

    public String getSocksProxyConfig() {
        return socksProxyConfig;
    }

    public void setSocksProxyConfig(String socksProxyConfig) {
        this.socksProxyConfig = socksProxyConfig;
    }

    public int getMqClientApiTimeout() {
        return mqClientApiTimeout;
    }

    public void setMqClientApiTimeout(int mqClientApiTimeout) {
        this.mqClientApiTimeout = mqClientApiTimeout;
    }

    public int getDetectTimeout() {
        return detectTimeout;
    }

    public void setDetectTimeout(int detectTimeout) {
        this.detectTimeout = detectTimeout;
    }

    public int getDetectInterval() {
        return detectInterval;
    }

    public void setDetectInterval(int detectInterval) {
        this.detectInterval = detectInterval;
    }

    public LanguageCode getLanguage() {
        return language;
    }

    public void setLanguage(LanguageCode language) {
        this.language = language;
    }

    public boolean isEnableStreamRequestType() {
        return enableStreamRequestType;
    }

    public void setEnableStreamRequestType(boolean enableStreamRequestType) {
        this.enableStreamRequestType = enableStreamRequestType;
    }

    public boolean isSendLatencyEnable() {
        return sendLatencyEnable;
    }

    public void setSendLatencyEnable(boolean sendLatencyEnable) {
        this.sendLatencyEnable = sendLatencyEnable;
    }

    public boolean isStartDetectorEnable() {
        return startDetectorEnable;
    }

    public void setStartDetectorEnable(boolean startDetectorEnable) {
        this.startDetectorEnable = startDetectorEnable;
    }

    public boolean isEnableHeartbeatChannelEventListener() {
        return enableHeartbeatChannelEventListener;
    }

    public void setEnableHeartbeatChannelEventListener(boolean enableHeartbeatChannelEventListener) {
        this.enableHeartbeatChannelEventListener = enableHeartbeatChannelEventListener;
    }

    public boolean isEnableTrace() {
        return enableTrace;
    }

    public void setEnableTrace(boolean enableTrace) {
        this.enableTrace = enableTrace;
    }

    public String getTraceTopic() {
        return traceTopic;
    }

    public void setTraceTopic(String traceTopic) {
        this.traceTopic = traceTopic;
    }

    public int getMaxPageSizeInGetMetadata() {
        return maxPageSizeInGetMetadata;
    }

    public void setMaxPageSizeInGetMetadata(int maxPageSizeInGetMetadata) {
        this.maxPageSizeInGetMetadata = maxPageSizeInGetMetadata;
    }

    public boolean isEnableConcurrentHeartbeat() {
        return enableConcurrentHeartbeat;
    }

    public void setEnableConcurrentHeartbeat(boolean enableConcurrentHeartbeat) {
        this.enableConcurrentHeartbeat = enableConcurrentHeartbeat;
    }

    public int getConcurrentHeartbeatThreadPoolSize() {
        return concurrentHeartbeatThreadPoolSize;
    }

    public void setConcurrentHeartbeatThreadPoolSize(int concurrentHeartbeatThreadPoolSize) {
        this.concurrentHeartbeatThreadPoolSize = concurrentHeartbeatThreadPoolSize;
    }

    @Override
    public String toString() {
        return "ClientConfig{namesrvAddr='" + namesrvAddr + "', clientIP='" + clientIP + "', instanceName='"
                + instanceName + "', clientCallbackExecutorThreads=" + clientCallbackExecutorThreads + ", namespace='"
                + namespace + "', namespaceInitialized=" + namespaceInitialized + ", namespaceV2='" + namespaceV2
                + "', accessChannel=" + accessChannel + ", pollNameServerInterval=" + pollNameServerInterval
                + ", heartbeatBrokerInterval=" + heartbeatBrokerInterval + ", persistConsumerOffsetInterval="
                + persistConsumerOffsetInterval + ", pullTimeDelayMillsWhenException=" + pullTimeDelayMillsWhenException
                + ", unitMode=" + unitMode + ", unitName='" + unitName + "', decodeReadBody=" + decodeReadBody
                + ", decodeDecompressBody=" + decodeDecompressBody + ", vipChannelEnabled=" + vipChannelEnabled
                + ", useHeartbeatV2=" + useHeartbeatV2 + ", useTLS=" + useTLS + ", socksProxyConfig='"
                + socksProxyConfig + "', mqClientApiTimeout=" + mqClientApiTimeout + ", detectTimeout=" + detectTimeout
                + ", detectInterval=" + detectInterval + ", language=" + language + ", enableStreamRequestType="
                + enableStreamRequestType + ", sendLatencyEnable=" + sendLatencyEnable + ", startDetectorEnable="
                + startDetectorEnable + ", enableHeartbeatChannelEventListener=" + enableHeartbeatChannelEventListener
                + ", enableTrace=" + enableTrace + ", traceTopic='" + traceTopic + "', enableConcurrentHeartbeat="
                + enableConcurrentHeartbeat + ", concurrentHeartbeatThreadPoolSize=" + concurrentHeartbeatThreadPoolSize
                + "}";
    }
}
