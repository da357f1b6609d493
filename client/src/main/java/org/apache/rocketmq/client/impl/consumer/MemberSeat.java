package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.consume.wire.WireMember;
import io.apogeemq.client.core.ClientInstance;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.SharedClients;
import org.apache.rocketmq.client.impl.Waiting;
import org.apache.rocketmq.remoting.RPCHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer's seat among the clients of this process, from the time it joins its client instance until it leaves. */
final class MemberSeat {
    private static final Logger log = LoggerFactory.getLogger(MemberSeat.class);
    private static final long LOOKUP_MILLIS = 6_000;
    private static final long JOIN_MILLIS = 30_000;
    private static final long STOP_MILLIS = 15_000;

    private final SharedClients.Lease lease;
    private final WireMember member;
    private final String group;

    /** Makes the engine's side of a consumer. */
    interface Making {
        WireMember make(ClientInstance client) throws MQClientException;
    }

    private MemberSeat(SharedClients.Lease lease, WireMember member, String group) {
        this.lease = lease;
        this.member = member;
        this.group = group;
    }

    /**
     * Joins the client instance that the settings name.
     *
     * @throws GroupTaken when it has a consumer of the group
     */
    static MemberSeat take(ClientConfig face, RPCHook hook, String group, Making making) throws MQClientException {
        SharedClients.Lease lease = SharedClients.acquire(face, hook);
        try {
            ClientInstance client = lease.instance();
            Waiting.getOrClientException(lease.started(), LOOKUP_MILLIS, "the NameServers could not be looked up");
            WireMember member = making.make(client);
            if (!Waiting.getOrClientException(
                    client.join(member), JOIN_MILLIS, "the client instance does not answer")) {
                throw new GroupTaken(group);
            }
            return new MemberSeat(lease, member, group);
        } catch (MQClientException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    SharedClients.Lease lease() {
        return lease;
    }

    ClientInstance client() {
        return lease.instance();
    }

    WireMember member() {
        return member;
    }

    /**
     * Ends the engine's consumer, waits for that even when interrupted, and leaves the client instance.
     *
     * @param listenersMillis that its listeners may take besides
     */
    void leave(long listenersMillis) {
        waitThrough(member.consumer().shutdown(), STOP_MILLIS + listenersMillis);
        lease.close();
    }

    private void waitThrough(CompletionStage<Void> stage, long millis) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    stage.toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException | TimeoutException e) {
                    log.warn("the consumer of group {} did not stop in order: {}", group, e.toString());
                    return;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
