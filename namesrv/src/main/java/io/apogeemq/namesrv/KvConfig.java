package io.apogeemq.namesrv;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.files.StoredFile;
import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.protocol.body.KvFile;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Texts by namespace and key that operators keep here. Every change is on the disk before it is confirmed. */
@OwnedBy("control")
final class KvConfig {
    /** By topic: on which broker names it has how many queues, e.g. {@code broker-a:4;broker-b:4}. */
    static final String ORDERED_TOPICS = "ORDER_TOPIC_CONFIG";

    private static final Logger log = LoggerFactory.getLogger(KvConfig.class);

    private final Loop control;
    private final Loop disk;
    private final StoredFile file;
    private final Map<String, Map<String, String>> namespaces = new LinkedHashMap<>();

    KvConfig(Loop control, Loop disk, StoredFile file) {
        this.control = control;
        this.disk = disk;
        this.file = file;
    }

    /**
     * Reads the file, or what it held before when it is damaged. Once, before the loops begin.
     *
     * @throws IOException when it can't be read, or neither of the two can be understood; the text names file and cause
     */
    void load() throws IOException {
        byte[] content = file.read();
        if (content == null) {
            return;
        }
        KvFile table;
        try {
            table = KvFile.BODY.readFile(content);
        } catch (BadBody e) {
            log.warn("the KV file {} is damaged ({}), what it held before is read instead", file, e.getMessage());
            table = backup(e);
        }
        table.namespaces().forEach((name, texts) -> namespaces.put(name, new LinkedHashMap<>(texts)));
    }

    private KvFile backup(BadBody damage) throws IOException {
        byte[] content = file.readBackup();
        try {
            if (content != null) {
                return KvFile.BODY.readFile(content);
            }
        } catch (BadBody e) {
            log.warn("so is its .bak: {}", e.getMessage());
        }
        throw new IOException("the KV file " + file + " is damaged: " + damage.getMessage()
                + "; put a good one in its place, or remove it");
    }

    @Nullable
    String find(String namespace, String key) {
        control.assertInside();
        Map<String, String> texts = namespaces.get(namespace);
        return texts == null ? null : texts.get(key);
    }

    /** All texts of the namespace; null when it is unknown. */
    @Nullable
    Map<String, String> find(String namespace) {
        control.assertInside();
        Map<String, String> texts = namespaces.get(namespace);
        return texts == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** Completes on {@code disk} when the change survives a crash, or with the {@link IOException} that hinders it. */
    CompletionStage<Void> put(String namespace, String key, String value) {
        control.assertInside();
        namespaces.computeIfAbsent(namespace, name -> new LinkedHashMap<>()).put(key, value);
        return save();
    }

    /** As {@link #put}; a key that isn't there is no failure. */
    CompletionStage<Void> remove(String namespace, String key) {
        control.assertInside();
        Map<String, String> texts = namespaces.get(namespace);
        if (texts == null || texts.remove(key) == null) {
            return CompletableFuture.completedStage(null);
        }
        return save();
    }

    private CompletionStage<Void> save() {
        byte[] content = KvFile.BODY.write(new KvFile(namespaces), JsonForm.FILE);
        CompletableFuture<Void> saved = new CompletableFuture<>();
        try {
            // one loop writes them in the order of the changes
            disk.execute(() -> write(content, saved));
        } catch (RejectedExecutionException e) {
            saved.completeExceptionally(new IOException(e.getMessage(), e));
        }
        return saved;
    }

    private void write(byte[] content, CompletableFuture<Void> saved) {
        try {
            file.write(content);
            saved.complete(null);
        } catch (IOException e) {
            saved.completeExceptionally(e);
        }
    }
}
