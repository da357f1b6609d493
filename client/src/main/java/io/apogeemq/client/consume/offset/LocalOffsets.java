package io.apogeemq.client.consume.offset;

import io.apogeemq.client.consume.calls.BrokerCalls.Delivery;
import io.apogeemq.client.consume.offset.OffsetJson.BadOffsets;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.files.StoredFile;
import io.apogeemq.protocol.body.BrokerQueue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Offsets of a consumer that gets every message itself: kept in a file on this machine. Two processes with one client id
 * share the file, so each write merges into what it holds.
 */
public final class LocalOffsets implements Offsets {
    private final StoredFile file;
    private final Executor disk;
    private final OffsetTable table = new OffsetTable();
    private Map<BrokerQueue, Long> written = Map.of();

    /** @param disk one thread that may block: reads and writes are done there, one after another */
    public LocalOffsets(StoredFile file, Executor disk) {
        this.file = file;
        this.disk = disk;
    }

    @Override
    public CompletionStage<Void> load() {
        return onDisk(() -> {
                    readFile().forEach(table::set);
                    return true;
                })
                .thenAccept(done -> {});
    }

    @Override
    public void set(BrokerQueue queue, long offset) {
        table.set(queue, offset);
    }

    @Override
    public void raise(BrokerQueue queue, long offset) {
        table.raise(queue, offset);
    }

    @Override
    public void freeze(BrokerQueue queue, long offset) {
        table.freeze(queue, offset);
    }

    @Override
    public OptionalLong inMemory(BrokerQueue queue) {
        return table.get(queue);
    }

    @Override
    public CompletionStage<OptionalLong> read(BrokerQueue queue) {
        return onDisk(() -> {
            Long offset = readFile().get(queue);
            if (offset == null) {
                return OptionalLong.empty();
            }
            table.set(queue, offset);
            return OptionalLong.of(offset);
        });
    }

    @Override
    public CompletionStage<Void> persistAll(Set<BrokerQueue> ours, Predicate<BrokerQueue> mayStore) {
        Map<BrokerQueue, Long> offsets = table.all();
        offsets.keySet().removeIf(queue -> !ours.contains(queue) || !mayStore.test(queue));
        return write(offsets);
    }

    @Override
    public CompletionStage<Void> persist(BrokerQueue queue) {
        OptionalLong offset = table.get(queue);
        return offset.isPresent() ? write(Map.of(queue, offset.getAsLong())) : CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> send(BrokerQueue queue, long offset, Delivery delivery) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void forget(BrokerQueue queue) {
        table.remove(queue);
    }

    @Override
    public Map<BrokerQueue, Long> ofTopic(String topic) {
        return table.ofTopic(topic);
    }

    private CompletionStage<Void> write(Map<BrokerQueue, Long> offsets) {
        return onDisk(() -> {
                    if (!written.entrySet().containsAll(offsets.entrySet())) {
                        Map<BrokerQueue, Long> merged = new HashMap<>(readFile());
                        merged.putAll(offsets);
                        file.write(OffsetJson.write(merged).getBytes(StandardCharsets.UTF_8));
                        written = merged;
                    }
                    return true;
                })
                .thenAccept(done -> {});
    }

    /** The file's content; the backup's when the file is missing, empty or damaged. */
    private Map<BrokerQueue, Long> readFile() throws ClientFailure, IOException {
        String text = text(file.read());
        if (!text.isBlank()) {
            try {
                return usable(OffsetJson.read(text));
            } catch (BadOffsets e) {
                // the copy made before the last write is at most one period older
            }
        }
        String backup = text(file.readBackup());
        if (backup.isBlank()) {
            return Map.of();
        }
        try {
            return usable(OffsetJson.read(backup));
        } catch (BadOffsets e) {
            throw ClientFailure.client("neither " + file + " nor its .bak can be read (" + e.getMessage()
                    + "); remove both to start anew");
        }
    }

    private static String text(byte @Nullable [] content) {
        return content == null ? "" : new String(content, StandardCharsets.UTF_8);
    }

    /** An offset below zero is how some clients write that there is none: to begin there would be refused for good. */
    private static Map<BrokerQueue, Long> usable(Map<BrokerQueue, Long> offsets) {
        offsets.values().removeIf(offset -> offset < 0);
        return offsets;
    }

    private interface DiskTask<T> {
        T run() throws ClientFailure, IOException;
    }

    private <T> CompletionStage<T> onDisk(DiskTask<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            disk.execute(() -> {
                try {
                    done.complete(task.run());
                } catch (ClientFailure e) {
                    done.completeExceptionally(e);
                } catch (IOException e) {
                    done.completeExceptionally(ClientFailure.client("the offsets file " + file + ": " + e));
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(ClientFailure.client("the consumer has stopped: " + e.getMessage()));
        }
        return done;
    }
}
