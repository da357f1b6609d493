package io.apogeemq.protocol.admin;

import io.apogeemq.protocol.header.HeaderCodec;
import org.jspecify.annotations.Nullable;

/** Headers of requests about a broker itself (spec/requests.md 9). */
public final class BrokerRequests {
    private BrokerRequests() {}

    /** QUERY_CONSUME_QUEUE 321. */
    public record QueueUnits(
            String topic,
            int queueId,
            long index,
            int count,
            @Nullable String group) {
        public static final HeaderCodec<QueueUnits> CODEC = HeaderCodec.<QueueUnits>table()
                .text("topic", QueueUnits::topic)
                .int32("queueId", QueueUnits::queueId)
                .int64("index", QueueUnits::index)
                .int32("count", QueueUnits::count)
                .optionalText("consumerGroup", QueueUnits::group)
                .make(in -> new QueueUnits(in.text(), in.int32(), in.int64(), in.int32(), in.optionalText()));
    }

    /** VIEW_BROKER_STATS_DATA 315. */
    public record Figure(String name, String key) {
        public static final HeaderCodec<Figure> CODEC = HeaderCodec.<Figure>table()
                .text("statsName", Figure::name)
                .text("statsKey", Figure::key)
                .make(in -> new Figure(in.text(), in.text()));
    }

    /** RESET_MASTER_FLUSH_OFFSET 908. */
    public record FlushOffset(long offset) {
        public static final HeaderCodec<FlushOffset> CODEC = HeaderCodec.<FlushOffset>table()
                .int64("masterFlushOffset", FlushOffset::offset)
                .make(in -> new FlushOffset(in.int64()));
    }

    /** SET_COMMITLOG_READ_MODE 2004. */
    public record ReadAhead(String mode) {
        public static final HeaderCodec<ReadAhead> CODEC = HeaderCodec.<ReadAhead>table()
                .text("READ_AHEAD_MODE", ReadAhead::mode)
                .make(in -> new ReadAhead(in.text()));
    }

    /** SWITCH_TIMER_ENGINE 5001. */
    public record TimerEngine(String type) {
        public static final HeaderCodec<TimerEngine> CODEC = HeaderCodec.<TimerEngine>table()
                .text("TIMER_ENGINE_TYPE", TimerEngine::type)
                .make(in -> new TimerEngine(in.text()));
    }

    /** CHECK_ROCKSDB_CQ_WRITE_PROGRESS 354. */
    public record QueueCheck(String topic, long fromMillis) {
        public static final HeaderCodec<QueueCheck> CODEC = HeaderCodec.<QueueCheck>table()
                .text("topic", QueueCheck::topic)
                .int64("checkStoreTime", QueueCheck::fromMillis)
                .make(in -> new QueueCheck(in.text(), in.int64()));
    }

    /** EXPORT_ROCKSDB_CONFIG_TO_JSON 355. */
    public record TableExport(String tables) {
        public static final HeaderCodec<TableExport> CODEC = HeaderCodec.<TableExport>table()
                .text("configType", TableExport::tables)
                .make(in -> new TableExport(in.text()));
    }

    /** RESUME_CHECK_HALF_MESSAGE 323. */
    public record HalfMessage(
            @Nullable String topic, @Nullable String messageId) {
        public static final HeaderCodec<HalfMessage> CODEC = HeaderCodec.<HalfMessage>table()
                .optionalText("topic", HalfMessage::topic)
                .optionalText("msgId", HalfMessage::messageId)
                .make(in -> new HalfMessage(in.optionalText(), in.optionalText()));
    }

    /** ADD_BROKER 902. */
    public record AddBroker(@Nullable String configPath) {
        public static final HeaderCodec<AddBroker> CODEC = HeaderCodec.<AddBroker>table()
                .optionalText("configPath", AddBroker::configPath)
                .make(in -> new AddBroker(in.optionalText()));
    }

    /** REMOVE_BROKER 903. */
    public record RemoveBroker(String brokerName, String cluster, long brokerId) {
        public static final HeaderCodec<RemoveBroker> CODEC = HeaderCodec.<RemoveBroker>table()
                .text("brokerName", RemoveBroker::brokerName)
                .text("brokerClusterName", RemoveBroker::cluster)
                .int64("brokerId", RemoveBroker::brokerId)
                .make(in -> new RemoveBroker(in.text(), in.text(), in.int64()));
    }
}
