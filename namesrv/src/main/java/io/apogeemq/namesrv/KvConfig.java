package io.apogeemq.namesrv;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.files.StoredFile;
import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.protocol.body.KvFile;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Refusal;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    private static final int LONGEST_NAME = 255;

    private final Loop control;
    private final Loop disk;
    private final StoredFile file;
    private final TableRoom room;
    private final Map<String, Map<String, String>> namespaces = new LinkedHashMap<>();

    /** Completes with the writing that begins when the present one has ended: one for all changes since. */
    private @Nullable CompletableFuture<Void> nextSaved;

    private boolean writing;

    KvConfig(Loop control, Loop disk, StoredFile file, TableRoom room) {
        this.room = room;
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
        namespaces.forEach(
                (name, texts) -> texts.forEach((key, value) -> room.take(TableRoom.entry(name, key, value))));
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

    /** Why that text cannot be kept; empty when it can. */
    Optional<Refusal> refuse(String namespace, String key, String value) {
        control.assertInside();
        String why = TopicNames.refuseText("namespace", namespace, LONGEST_NAME);
        why = why != null ? why : TopicNames.refuseText("key", key, LONGEST_NAME);
        if (why != null) {
            return Optional.of(new Refusal(ResponseCode.SYSTEM_ERROR, why));
        }
        String before = find(namespace, key);
        return room.refuse(TableRoom.entry(namespace, key, value)
                - (before == null ? 0 : TableRoom.entry(namespace, key, before)));
    }

    /** Completes on {@code disk} when the change survives a crash, or with the {@link IOException} that hinders it. */
    CompletionStage<Void> put(String namespace, String key, String value) {
        control.assertInside();
        String before = namespaces
                .computeIfAbsent(namespace, name -> new LinkedHashMap<>())
                .put(key, value);
        room.take(TableRoom.entry(namespace, key, value));
        give(namespace, key, before);
        return save();
    }

    /** As {@link #put}; a key that isn't there is no failure. */
    CompletionStage<Void> remove(String namespace, String key) {
        control.assertInside();
        Map<String, String> texts = namespaces.get(namespace);
        String before = texts == null ? null : texts.remove(key);
        if (texts == null || before == null) {
            return CompletableFuture.completedStage(null);
        }
        if (texts.isEmpty()) {
            namespaces.remove(namespace);
        }
        give(namespace, key, before);
        return save();
    }

    private void give(String namespace, String key, @Nullable String before) {
        if (before != null) {
            room.give(TableRoom.entry(namespace, key, before));
        }
    }

    /** The whole file is written each time, so changes made while one is being written share the next. */
    private CompletionStage<Void> save() {
        CompletableFuture<Void> saved = nextSaved;
        if (saved == null) {
            saved = new CompletableFuture<>();
            nextSaved = saved;
        }
        if (!writing) {
            beginWriting(saved);
        }
        return saved;
    }

    private void beginWriting(CompletableFuture<Void> saved) {
        byte[] content = KvFile.BODY.write(new KvFile(namespaces), JsonForm.FILE);
        nextSaved = null;
        writing = true;
        try {
            disk.execute(() -> write(content, saved));
        } catch (RejectedExecutionException e) {
            writing = false;
            saved.completeExceptionally(new IOException(e.getMessage(), e));
        }
    }

    private void write(byte[] content, CompletableFuture<Void> saved) {
        try {
            file.write(content);
            saved.complete(null);
        } catch (IOException e) {
            saved.completeExceptionally(e);
        } finally {
            control.execute(this::onWritten);
        }
    }

    private void onWritten() {
        writing = false;
        CompletableFuture<Void> next = nextSaved;
        if (next != null) {
            beginWriting(next);
        }
    }
}
