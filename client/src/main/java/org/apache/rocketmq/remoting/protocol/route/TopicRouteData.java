package org.apache.rocketmq.remoting.protocol.route;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;
import org.apache.rocketmq.remoting.protocol.statictopic.TopicQueueMappingInfo;

/** Where a topic's queues are. */
@SuppressWarnings("NonApiType") // the published signatures say so
public class TopicRouteData extends RemotingSerializable {
    private String orderTopicConf;
    private List<QueueData> queueDatas = new ArrayList<>();
    private List<BrokerData> brokerDatas = new ArrayList<>();
    private HashMap<String, List<String>> filterServerTable = new HashMap<>();
    private Map<String, TopicQueueMappingInfo> topicQueueMappingByBroker;

    public TopicRouteData() {}

    public TopicRouteData(TopicRouteData topicRouteData) {
        orderTopicConf = topicRouteData.orderTopicConf;
        queueDatas = copy(topicRouteData.queueDatas, each -> each);
        brokerDatas = copy(topicRouteData.brokerDatas, each -> each);
        filterServerTable =
                topicRouteData.filterServerTable == null ? null : new HashMap<>(topicRouteData.filterServerTable);
        topicQueueMappingByBroker = topicRouteData.topicQueueMappingByBroker == null
                ? null
                : new ConcurrentHashMap<>(topicRouteData.topicQueueMappingByBroker);
    }

    /** Lists of their own, with the same members. */
    public TopicRouteData cloneTopicRouteData() {
        return new TopicRouteData(this);
    }

    /** Nothing of it is shared. */
    public TopicRouteData deepCloneTopicRouteData() {
        TopicRouteData clone = new TopicRouteData(this);
        clone.queueDatas = copy(queueDatas, QueueData::new);
        clone.brokerDatas = copy(brokerDatas, BrokerData::new);
        return clone;
    }

    /** Whether this is another route than the old one; the order of the lists does not count. */
    public boolean topicRouteDataChanged(TopicRouteData oldData) {
        if (oldData == null) {
            return true;
        }
        return !sorted(oldData).equals(sorted(this));
    }

    public List<QueueData> getQueueDatas() {
        return queueDatas;
    }

    public void setQueueDatas(List<QueueData> queueDatas) {
        this.queueDatas = queueDatas;
    }

    public List<BrokerData> getBrokerDatas() {
        return brokerDatas;
    }

    public void setBrokerDatas(List<BrokerData> brokerDatas) {
        this.brokerDatas = brokerDatas;
    }

    public HashMap<String, List<String>> getFilterServerTable() {
        return filterServerTable;
    }

    public void setFilterServerTable(HashMap<String, List<String>> filterServerTable) {
        this.filterServerTable = filterServerTable;
    }

    public String getOrderTopicConf() {
        return orderTopicConf;
    }

    public void setOrderTopicConf(String orderTopicConf) {
        this.orderTopicConf = orderTopicConf;
    }

    public Map<String, TopicQueueMappingInfo> getTopicQueueMappingByBroker() {
        return topicQueueMappingByBroker;
    }

    public void setTopicQueueMappingByBroker(Map<String, TopicQueueMappingInfo> topicQueueMappingByBroker) {
        this.topicQueueMappingByBroker = topicQueueMappingByBroker;
    }

    @Override
    public int hashCode() {
        return Objects.hash(orderTopicConf, queueDatas, brokerDatas, filterServerTable, topicQueueMappingByBroker);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopicRouteData that
                && Objects.equals(orderTopicConf, that.orderTopicConf)
                && Objects.equals(queueDatas, that.queueDatas)
                && Objects.equals(brokerDatas, that.brokerDatas)
                && Objects.equals(filterServerTable, that.filterServerTable)
                && Objects.equals(topicQueueMappingByBroker, that.topicQueueMappingByBroker);
    }

    @Override
    public String toString() {
        return "TopicRouteData [orderTopicConf=" + orderTopicConf + ", queueDatas=" + queueDatas + ", brokerDatas="
                + brokerDatas + ", filterServerTable=" + filterServerTable + ", topicQueueMappingInfoTable="
                + topicQueueMappingByBroker + "]";
    }

    private static TopicRouteData sorted(TopicRouteData route) {
        TopicRouteData sorted = new TopicRouteData(route);
        Collections.sort(sorted.queueDatas);
        Collections.sort(sorted.brokerDatas);
        return sorted;
    }

    private static <T> List<T> copy(List<T> items, UnaryOperator<T> each) {
        List<T> copy = new ArrayList<>();
        if (items != null) {
            items.forEach(item -> copy.add(each.apply(item)));
        }
        return copy;
    }
}
