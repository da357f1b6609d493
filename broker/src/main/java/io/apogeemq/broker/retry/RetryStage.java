package io.apogeemq.broker.retry;

import io.apogeemq.broker.feature.AppendStage;
import io.apogeemq.broker.feature.SendContext;
import io.apogeemq.broker.feature.Staged;
import io.apogeemq.broker.group.GroupTable;
import io.apogeemq.protocol.body.GroupRecord;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.TopicNames;

/**
 * Messages that consumers themselves send to their retry topic, because they could not send them back: whoever has been
 * tried too often goes to the dead letters. Source: spec requests, SEND_MESSAGE 10, step 8.
 */
final class RetryStage implements AppendStage {
    private final GroupTable groups;
    private final GroupTopics topics;

    RetryStage(GroupTable groups, GroupTopics topics) {
        this.groups = groups;
        this.topics = topics;
    }

    @Override
    public Staged stage(SendContext send) {
        OutgoingRecord record = send.record();
        return TopicNames.isRetry(record.topic()) ? stageRetry(send, record) : Staged.PASS;
    }

    private Staged stageRetry(SendContext send, OutgoingRecord record) {
        String name = record.topic().substring(TopicNames.RETRY_PREFIX.length());
        GroupRecord group = groups.find(name);
        if (group == null) {
            return groups.mayMake(name)
                    ? new Staged.Later(topics.makeGroup(name))
                    : Staged.refused(
                            ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST,
                            "subscription group not exist, " + name + ": make it with mqadmin updateSubGroup");
        }
        int most = send.mostAttempts() == SendContext.NO_LIMIT_GIVEN ? group.retryMaxTimes() : send.mostAttempts();
        if (record.reconsumeTimes() <= most) {
            return Staged.PASS;
        }
        if (!topics.hasDeadLetters(name)) {
            return new Staged.Later(topics.makeDeadLetters(name));
        }
        DeadLetters.redirect(record, name, record.reconsumeTimes(), null);
        return Staged.PASS;
    }
}
