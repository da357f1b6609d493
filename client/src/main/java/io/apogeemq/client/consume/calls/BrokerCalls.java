package io.apogeemq.client.consume.calls;

import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What a consumer asks of the cluster. Nothing here blocks. A stage completes on any thread, after its time-out at the
 * latest, and exceptionally only with {@link io.apogeemq.client.core.ClientFailure}. Addresses are chosen as
 * spec/client.md 18 says.
 */
public interface BrokerCalls {

    /** The queues of a topic that may be read, by the route known now; empty when none is known. */
    List<BrokerQueue> readableQueues(String topic);

    /** Asks a NameServer for the topic's route; completes when {@link #readableQueues} has what is known then. */
    CompletionStage<Void> refreshRoute(String topic);

    /** The ids of all members of the group, as some broker of the topic knows them; empty when it knows none. */
    CompletionStage<List<String>> members(String group, String topic);

    /** Pulls from one queue; may be held by the broker until a message comes. */
    CompletionStage<Pulled> pull(PullOrder order);

    /** Where the group has come to in the queue; empty when the broker does not know. */
    CompletionStage<OptionalLong> committedOffset(String group, BrokerQueue queue);

    /** Tells the broker where the group has come to. With {@link Delivery#ONE_WAY} completes when it is written. */
    CompletionStage<Void> commitOffset(String group, BrokerQueue queue, long offset, Delivery delivery);

    /** The offset that the queue's next message will get. */
    CompletionStage<Long> maxOffset(BrokerQueue queue);

    /** The offset of the first message stored at that wall clock time (ms) or later. */
    CompletionStage<Long> offsetByTime(BrokerQueue queue, long millis);

    /** Locks queues of one broker for this client; completes with those that it holds now. */
    CompletionStage<Set<BrokerQueue>> lock(String group, String brokerName, Set<BrokerQueue> queues);

    /** Gives locks of one broker back. */
    CompletionStage<Void> unlock(String group, String brokerName, Set<BrokerQueue> queues, Delivery delivery);

    /** Asks the broker that stored the message to deliver it to the group again later. */
    CompletionStage<Void> sendBack(SendBack order);

    /** Sends the message as a new one to the group's retry topic, for when it cannot be sent back. */
    CompletionStage<Void> sendToRetryTopic(RetryCopy copy);

    /** Lets a broker check an expression that only brokers understand. */
    CompletionStage<Void> checkSubscription(String group, Subscription subscription);

    /** Tells all known brokers at once what this client consumes. */
    CompletionStage<Void> heartbeat();

    /** Tells all known brokers that this client leaves the group. */
    CompletionStage<Void> unregister(String group);

    /** Whether an answer is waited for. */
    enum Delivery {
        ANSWERED,
        ONE_WAY
    }

    /**
     * One message to be delivered again.
     *
     * @param delayLevel 0: the broker chooses; less: straight to the dead letters; more: that level
     * @param maxReconsumeTimes after so many the message becomes a dead letter
     */
    record SendBack(String group, ReceivedMessage message, int delayLevel, int maxReconsumeTimes) {}

    /**
     * One message to be sent to the group's retry topic.
     *
     * @param delayLevel with which it is sent
     * @param maxReconsumeTimes after so many the message becomes a dead letter
     */
    record RetryCopy(String group, ReceivedMessage message, int delayLevel, int maxReconsumeTimes) {}
}
