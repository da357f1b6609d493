package io.apogeemq.client.admin;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Messages found by key, as brokers store them.
 *
 * @param indexedUntilMillis how far the brokers' indexes had come
 */
public record FoundRecords(long indexedUntilMillis, List<ByteBuffer> records) {}
