package io.apogeemq.client.core;

/** A producer; brokers know it by its group from heartbeats. */
public interface ProducerMember extends Member {

    /** A broker asks what became of a message of this group; who makes no transactions has nothing to say. On the loop. */
    default void checkTransaction(TransactionCheck check) {}
}
