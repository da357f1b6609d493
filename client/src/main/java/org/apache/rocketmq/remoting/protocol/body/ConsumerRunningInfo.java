package org.apache.rocketmq.remoting.protocol.body;

import io.apogeemq.concurrent.Clock;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;
import org.apache.rocketmq.remoting.protocol.heartbeat.ConsumeType;
import org.apache.rocketmq.remoting.protocol.heartbeat.SubscriptionData;

/** What a running consumer tells of itself: its settings, what it holds, how fast it is. */
@SuppressWarnings({"NonApiType", "AnnotateFormatMethod"}) // the published signatures say so
public class ConsumerRunningInfo extends RemotingSerializable {
    public static final String PROP_NAMESERVER_ADDR = "PROP_NAMESERVER_ADDR";
    public static final String PROP_THREADPOOL_CORE_SIZE = "PROP_THREADPOOL_CORE_SIZE";
    public static final String PROP_CONSUME_ORDERLY = "PROP_CONSUMEORDERLY";
    public static final String PROP_CONSUME_TYPE = "PROP_CONSUME_TYPE";
    public static final String PROP_CLIENT_VERSION = "PROP_CLIENT_VERSION";
    public static final String PROP_CONSUMER_START_TIMESTAMP = "PROP_CONSUMER_START_TIMESTAMP";

    /** A consumer that is younger may not have told its subscriptions to everybody yet. */
    private static final long YOUNG_MILLIS = 120_000;

    /** Nothing has happened for so long that something is wrong. */
    private static final long LONG_MILLIS = 60_000;

    private Properties properties = new Properties();
    private TreeSet<SubscriptionData> subscriptionSet = new TreeSet<>();
    private TreeMap<MessageQueue, ProcessQueueInfo> mqTable = new TreeMap<>();
    private TreeMap<MessageQueue, PopProcessQueueInfo> mqPopTable = new TreeMap<>();
    private TreeMap<String, ConsumeStatus> statusTable = new TreeMap<>();
    private TreeMap<String, String> userConsumerInfo = new TreeMap<>();
    private String jstack;

    /** Whether all members, by client id, want the same; those that pull by themselves and young ones may differ. */
    public static boolean analyzeSubscription(TreeMap<String, ConsumerRunningInfo> criTable) {
        if (criTable.isEmpty() || !criTable.values().stream().allMatch(ConsumerRunningInfo::isSettled)) {
            return true;
        }
        TreeSet<SubscriptionData> first = criTable.firstEntry().getValue().subscriptionSet;
        return criTable.values().stream().allMatch(each -> wantTheSame(each.subscriptionSet, first));
    }

    public static boolean isPushType(ConsumerRunningInfo consumerRunningInfo) {
        return ConsumeType.CONSUME_PASSIVELY
                .name()
                .equals(consumerRunningInfo.properties.getProperty(PROP_CONSUME_TYPE));
    }

    /** Whether the members share the queues so that no queue has two of them. */
    public static boolean analyzeRebalance(TreeMap<String, ConsumerRunningInfo> criTable) {
        return true;
    }

    /** One line for each queue whose consumption stands still; empty when there is none. */
    public static String analyzeProcessQueue(String clientId, ConsumerRunningInfo info) {
        if (!isPushType(info)) {
            return "";
        }
        boolean orderly = Boolean.parseBoolean(info.properties.getProperty(PROP_CONSUME_ORDERLY));
        long now = Clock.system().millis();
        StringBuilder lines = new StringBuilder();
        info.mqTable.forEach((queue, state) -> {
            long lockedFor = now - state.getLastLockTimestamp();
            long idleFor = now - state.getLastConsumeTimestamp();
            if (orderly && !state.isLocked() && lockedFor > LONG_MILLIS) {
                lines.append(clientId + " " + queue + " can't lock for a while, " + lockedFor + "ms\n");
            } else if (!orderly && state.getCachedMsgCount() > 0 && idleFor > LONG_MILLIS) {
                lines.append(clientId + " " + queue + " can't consume for a while, maybe blocked, " + idleFor + "ms\n");
            }
        });
        return lines.toString();
    }

    private static boolean isSettled(ConsumerRunningInfo info) {
        String started = info.properties.getProperty(PROP_CONSUMER_START_TIMESTAMP, "0");
        return isPushType(info) && Clock.system().millis() - Long.parseLong(started) > YOUNG_MILLIS;
    }

    /** The versions of subscriptions differ from member to member. */
    private static boolean wantTheSame(TreeSet<SubscriptionData> some, TreeSet<SubscriptionData> others) {
        return some.size() == others.size()
                && some.stream().allMatch(data -> {
                    SubscriptionData other = others.floor(data);
                    return other != null && other.compareTo(data) == 0;
                });
    }

    public Properties getProperties() {
        return properties;
    }

    public void setProperties(Properties properties) {
        this.properties = properties;
    }

    public TreeSet<SubscriptionData> getSubscriptionSet() {
        return subscriptionSet;
    }

    public void setSubscriptionSet(TreeSet<SubscriptionData> subscriptionSet) {
        this.subscriptionSet = subscriptionSet;
    }

    public TreeMap<MessageQueue, ProcessQueueInfo> getMqTable() {
        return mqTable;
    }

    public void setMqTable(TreeMap<MessageQueue, ProcessQueueInfo> mqTable) {
        this.mqTable = mqTable;
    }

    public TreeMap<MessageQueue, PopProcessQueueInfo> getMqPopTable() {
        return mqPopTable;
    }

    public void setMqPopTable(TreeMap<MessageQueue, PopProcessQueueInfo> mqPopTable) {
        this.mqPopTable = mqPopTable;
    }

    public TreeMap<String, ConsumeStatus> getStatusTable() {
        return statusTable;
    }

    public void setStatusTable(TreeMap<String, ConsumeStatus> statusTable) {
        this.statusTable = statusTable;
    }

    public TreeMap<String, String> getUserConsumerInfo() {
        return userConsumerInfo;
    }

    public String getJstack() {
        return jstack;
    }

    public void setJstack(String jstack) {
        this.jstack = jstack;
    }

    /** All of it as a page of text. */
    public String formatString() {
        StringBuilder page = new StringBuilder();
        page.append("#Consumer Properties#\n");
        properties.forEach((name, value) -> line(page, "%-40s: %s", name, value));
        page.append("\n\n#Consumer Subscription#\n");
        int number = 0;
        for (SubscriptionData data : subscriptionSet) {
            line(
                    page,
                    "%03d Topic: %-40s ClassFilter: %-8s SubExpression: %s",
                    ++number,
                    data.getTopic(),
                    data.isClassFilterMode(),
                    data.getSubString());
        }
        page.append("\n\n#Consumer Offset#\n");
        line(page, "%-64s  %-32s  %-4s  %-20s", "#Topic", "#Broker Name", "#QID", "#Consumer Offset");
        queues(page, "%-32s  %-32s  %-4d  %-20s", mqTable, info -> info.getCommitOffset());
        page.append("\n\n#Consumer MQ Detail#\n");
        line(page, "%-64s  %-32s  %-4s  %-20s", "#Topic", "#Broker Name", "#QID", "#ProcessQueueInfo");
        queues(page, "%-64s  %-32s  %-4d  %s", mqTable, info -> info);
        page.append("\n\n#Consumer Pop Detail#\n");
        line(page, "%-32s  %-32s  %-4s  %-20s", "#Topic", "#Broker Name", "#QID", "#ProcessQueueInfo");
        queues(page, "%-32s  %-32s  %-4d  %s", mqPopTable, info -> info);
        page.append("\n\n#Consumer RT&TPS#\n");
        line(
                page,
                "%-64s  %14s %14s %14s %14s %18s %25s",
                "#Topic",
                "#Pull RT",
                "#Pull TPS",
                "#Consume RT",
                "#ConsumeOK TPS",
                "#ConsumeFailed TPS",
                "#ConsumeFailedMsgsInHour");
        statusTable.forEach((topic, status) -> line(
                page,
                "%-32s  %14.2f %14.2f %14.2f %14.2f %18.2f %25d",
                topic,
                status.getPullRT(),
                status.getPullTPS(),
                status.getConsumeRT(),
                status.getConsumeOKTPS(),
                status.getConsumeFailedTPS(),
                status.getConsumeFailedMsgs()));
        page.append("\n\n#User Consume Info#\n");
        userConsumerInfo.forEach((name, value) -> line(page, "%-40s: %s", name, value));
        if (jstack != null) {
            page.append("\n\n#Consumer jstack#\n").append(jstack);
        }
        return page.toString();
    }

    private static <T> void queues(
            StringBuilder page, String form, Map<MessageQueue, T> table, java.util.function.Function<T, Object> tell) {
        table.forEach((queue, info) ->
                line(page, form, queue.getTopic(), queue.getBrokerName(), queue.getQueueId(), tell.apply(info)));
    }

    private static void line(StringBuilder page, String form, Object... values) {
        page.append(String.format(form, values)).append('\n');
    }
}
