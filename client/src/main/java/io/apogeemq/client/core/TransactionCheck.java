package io.apogeemq.client.core;

import io.apogeemq.protocol.header.CheckTransactionRequest;

/**
 * A broker's question what became of a message (CHECK_TRANSACTION_STATE 39).
 *
 * @param record the message as brokers store it
 * @param address who asks
 */
public record TransactionCheck(CheckTransactionRequest request, byte[] record, String address) {}
