package org.apache.rocketmq.remoting.protocol.statictopic;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The queues of a static topic that one broker holds, with all places of their messages. */
public class TopicQueueMappingDetail extends TopicQueueMappingInfo {
    private ConcurrentMap<Integer, List<LogicQueueMappingItem>> hostedQueues = new ConcurrentHashMap<>();

    public TopicQueueMappingDetail() {}

    public TopicQueueMappingDetail(String topic, int totalQueues, String bname, long epoch) {
        super(topic, totalQueues, bname, epoch);
    }

    public static boolean putMappingInfo(
            TopicQueueMappingDetail mappingDetail, Integer globalId, List<LogicQueueMappingItem> mappingInfo) {
        if (!mappingInfo.isEmpty()) {
            mappingDetail.hostedQueues.put(globalId, mappingInfo);
        }
        return true;
    }

    public static List<LogicQueueMappingItem> getMappingInfo(TopicQueueMappingDetail mappingDetail, Integer globalId) {
        return mappingDetail.hostedQueues.get(globalId);
    }

    public static ConcurrentMap<Integer, Integer> buildIdMap(TopicQueueMappingDetail mappingDetail, int level) {
        ConcurrentMap<Integer, Integer> ids = new ConcurrentHashMap<>();
        if (level == LEVEL_0) {
            mappingDetail.hostedQueues.forEach((globalId, items) ->
                    last(mappingDetail, items).ifPresent(item -> ids.put(globalId, item.getQueueId())));
        }
        return ids;
    }

    public static long computeMaxOffsetFromMapping(TopicQueueMappingDetail mappingDetail, Integer globalId) {
        List<LogicQueueMappingItem> items = getMappingInfo(mappingDetail, globalId);
        return items == null || items.isEmpty()
                ? -1
                : items.get(items.size() - 1).computeMaxStaticQueueOffset();
    }

    public static TopicQueueMappingInfo cloneAsMappingInfo(TopicQueueMappingDetail mappingDetail) {
        TopicQueueMappingInfo info = new TopicQueueMappingInfo(
                mappingDetail.getTopic(),
                mappingDetail.getTotalQueues(),
                mappingDetail.getBname(),
                mappingDetail.getEpoch());
        info.currIdMap = buildIdMap(mappingDetail, LEVEL_0);
        return info;
    }

    public static boolean checkIfAsPhysical(TopicQueueMappingDetail mappingDetail, Integer globalId) {
        List<LogicQueueMappingItem> items = getMappingInfo(mappingDetail, globalId);
        return items == null || items.size() == 1 && items.get(0).getLogicOffset() == 0;
    }

    public ConcurrentMap<Integer, List<LogicQueueMappingItem>> getHostedQueues() {
        return hostedQueues;
    }

    public void setHostedQueues(ConcurrentMap<Integer, List<LogicQueueMappingItem>> hostedQueues) {
        this.hostedQueues = hostedQueues;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopicQueueMappingDetail that && Objects.equals(hostedQueues, that.hostedQueues);
    }

    @Override
    public int hashCode() {
        return Objects.hash(hostedQueues);
    }

    @Override
    public String toString() {
        return "TopicQueueMappingDetail{hostedQueues=" + hostedQueues
                + ", topic='" + getTopic() + "', totalQueues=" + getTotalQueues() + ", bname='" + getBname()
                + "', epoch="
                + getEpoch() + ", dirty=" + isDirty() + ", currIdMap=" + getCurrIdMap() + "}";
    }

    private static Optional<LogicQueueMappingItem> last(
            TopicQueueMappingDetail detail, List<LogicQueueMappingItem> items) {
        LogicQueueMappingItem last = items.get(items.size() - 1);
        return last.getBname().equals(detail.getBname()) ? Optional.of(last) : Optional.empty();
    }
}
