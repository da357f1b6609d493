package io.apogeemq.protocol.admin;

import static io.apogeemq.protocol.body.Shape.BOOL;
import static io.apogeemq.protocol.body.Shape.DOUBLE;
import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.listOf;

import io.apogeemq.protocol.body.BodyCodec;
import io.apogeemq.protocol.body.SubscriptionRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers about a broker itself (spec/requests.md 9 and 11). */
public final class BrokerReports {
    private BrokerReports() {}

    /** One unit of a queue. */
    public record QueueUnit(
            @Nullable String bitMap,
            boolean matches,
            @Nullable String extension,
            @Nullable String message,
            long position,
            int length,
            long tagCode) {
        public static final BodyCodec<QueueUnit> BODY = BodyCodec.<QueueUnit>table()
                .optional("bitMap", TEXT, QueueUnit::bitMap)
                .field("eval", BOOL, QueueUnit::matches, false)
                .optional("extendDataJson", TEXT, QueueUnit::extension)
                .optional("msg", TEXT, QueueUnit::message)
                .field("physicOffset", INT64, QueueUnit::position, 0L)
                .field("physicSize", INT32, QueueUnit::length, 0)
                .field("tagsCode", INT64, QueueUnit::tagCode, 0L)
                .make(in -> new QueueUnit(in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next()));
    }

    /** Units of a queue: 321. */
    public record QueueUnits(
            @Nullable String filter,
            long maxIndex,
            long minIndex,
            List<QueueUnit> units,
            @Nullable SubscriptionRecord subscription) {
        public static final BodyCodec<QueueUnits> BODY = BodyCodec.<QueueUnits>table()
                .optional("filterData", TEXT, QueueUnits::filter)
                .field("maxQueueIndex", INT64, QueueUnits::maxIndex, 0L)
                .field("minQueueIndex", INT64, QueueUnits::minIndex, 0L)
                .field("queueData", listOf(QueueUnit.BODY), QueueUnits::units, List.of())
                .optional("subscriptionData", SubscriptionRecord.BODY, QueueUnits::subscription)
                .make(in -> new QueueUnits(in.next(), in.next(), in.next(), in.next(), in.next()));
    }

    /** A figure over a time. */
    public record Figure(double average, long sum, double perSecond) {
        public static final BodyCodec<Figure> BODY = BodyCodec.<Figure>table()
                .field("avgpt", DOUBLE, Figure::average, 0.0)
                .field("sum", INT64, Figure::sum, 0L)
                .field("tps", DOUBLE, Figure::perSecond, 0.0)
                .make(in -> new Figure(in.next(), in.next(), in.next()));
    }

    /** One of a broker's figures: 315. */
    public record Figures(
            @Nullable Figure day,
            @Nullable Figure hour,
            @Nullable Figure minute) {
        public static final BodyCodec<Figures> BODY = BodyCodec.<Figures>table()
                .optional("statsDay", Figure.BODY, Figures::day)
                .optional("statsHour", Figure.BODY, Figures::hour)
                .optional("statsMinute", Figure.BODY, Figures::minute)
                .make(in -> new Figures(in.next(), in.next(), in.next()));
    }

    /** How a follower gets on, as it sees itself. */
    public record FollowerOwn(
            boolean activated,
            long readMillis,
            long writtenMillis,
            @Nullable String leaderAddress,
            long leaderFlushed,
            long maxPosition,
            long bytesPerSecond) {
        public static final BodyCodec<FollowerOwn> BODY = BodyCodec.<FollowerOwn>table()
                .field("activated", BOOL, FollowerOwn::activated, false)
                .field("lastReadTimestamp", INT64, FollowerOwn::readMillis, 0L)
                .field("lastWriteTimestamp", INT64, FollowerOwn::writtenMillis, 0L)
                .optional("masterAddr", TEXT, FollowerOwn::leaderAddress)
                .field("masterFlushOffset", INT64, FollowerOwn::leaderFlushed, 0L)
                .field("maxOffset", INT64, FollowerOwn::maxPosition, 0L)
                .field("transferredByteInSecond", INT64, FollowerOwn::bytesPerSecond, 0L)
                .make(in ->
                        new FollowerOwn(in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next()));
    }

    /** How a follower gets on, as its leader sees it. */
    public record Follower(
            @Nullable String address,
            long behindBytes,
            boolean inSync,
            long acknowledged,
            long sentFrom,
            long bytesPerSecond) {
        public static final BodyCodec<Follower> BODY = BodyCodec.<Follower>table()
                .optional("addr", TEXT, Follower::address)
                .field("diff", INT64, Follower::behindBytes, 0L)
                .field("inSync", BOOL, Follower::inSync, false)
                .field("slaveAckOffset", INT64, Follower::acknowledged, 0L)
                .field("transferFromWhere", INT64, Follower::sentFrom, 0L)
                .field("transferredByteInSecond", INT64, Follower::bytesPerSecond, 0L)
                .make(in -> new Follower(in.next(), in.next(), in.next(), in.next(), in.next(), in.next()));
    }

    /** How replication goes: 907. */
    public record Replication(
            @Nullable FollowerOwn own, List<Follower> followers, int inSyncCount, boolean leads, long maxPosition) {
        public static final BodyCodec<Replication> BODY = BodyCodec.<Replication>table()
                .optional("haClientRuntimeInfo", FollowerOwn.BODY, Replication::own)
                .field("haConnectionInfo", listOf(Follower.BODY), Replication::followers, List.of())
                .field("inSyncSlaveNums", INT32, Replication::inSyncCount, 0)
                .field("master", BOOL, Replication::leads, false)
                .field("masterCommitLogMaxOffset", INT64, Replication::maxPosition, 0L)
                .make(in -> new Replication(in.next(), in.next(), in.next(), in.next(), in.next()));
    }

    /** A leader's time. */
    public record Epoch(long endPosition, int number, long startPosition) {
        public static final BodyCodec<Epoch> BODY = BodyCodec.<Epoch>table()
                .field("endOffset", INT64, Epoch::endPosition, Long.MAX_VALUE)
                .field("epoch", INT32, Epoch::number, 0)
                .field("startOffset", INT64, Epoch::startPosition, 0L)
                .make(in -> new Epoch(in.next(), in.next(), in.next()));
    }

    /** The epochs of a log: 1007. */
    public record Epochs(
            long brokerId,
            @Nullable String brokerName,
            @Nullable String cluster,
            List<Epoch> epochs,
            long maxPosition) {
        public static final BodyCodec<Epochs> BODY = BodyCodec.<Epochs>table()
                .field("brokerId", INT64, Epochs::brokerId, 0L)
                .optional("brokerName", TEXT, Epochs::brokerName)
                .optional("clusterName", TEXT, Epochs::cluster)
                .field("epochList", listOf(Epoch.BODY), Epochs::epochs, List.of())
                .field("maxOffset", INT64, Epochs::maxPosition, 0L)
                .make(in -> new Epochs(in.next(), in.next(), in.next(), in.next(), in.next()));
    }

    /** How far queues agree: 354. */
    public record QueueCheck(@Nullable String result, int status) {
        public static final BodyCodec<QueueCheck> BODY = BodyCodec.<QueueCheck>table()
                .optional("checkResult", TEXT, QueueCheck::result)
                .field("checkStatus", INT32, QueueCheck::status, 0)
                .make(in -> new QueueCheck(in.next(), in.next()));
    }
}
