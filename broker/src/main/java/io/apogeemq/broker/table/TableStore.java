package io.apogeemq.broker.table;

import io.apogeemq.protocol.body.BodyCodec;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.store.checkpoint.TableFile;
import io.apogeemq.store.disk.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables that lie beside the log: in {@code config/} as every broker has them, their journals in {@code apogee/}. */
public final class TableStore {
    private static final Logger log = LoggerFactory.getLogger(TableStore.class);

    private final Disk disk;
    private final Path config;
    private final Path ours;

    /**
     * @param root {@code storePathRootDir}
     */
    public TableStore(Disk disk, Path root) {
        this.disk = disk;
        this.config = root.resolve("config");
        this.ours = root.resolve("apogee");
    }

    public Journal journal(String name) {
        return new Journal(disk, ours, name);
    }

    public SavedTable.Target target(String name) {
        TableFile file = file(name);
        return content -> file.save(new String(content, StandardCharsets.UTF_8));
    }

    /**
     * Reads a table; null when there is none yet, or when neither its file nor the one before makes sense: those are
     * put aside, for a broker that starts without them serves more than one that does not. Blocks.
     */
    public <T> @Nullable T load(String name, BodyCodec<T> codec) throws IOException {
        TableFile.Found<T> found = find(name, codec);
        return found == null ? null : found.table();
    }

    private <T> TableFile.@Nullable Found<T> find(String name, BodyCodec<T> codec) throws IOException {
        TableFile file = file(name);
        try {
            return file.find(text -> codec.readFile(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            file.putAside();
            log.error(
                    "{}: the broker starts without it, the files stay as {}.damaged; restore a copy if you have one",
                    e.getMessage(),
                    file.path());
            return null;
        }
    }

    /**
     * Reads a table and what its journal holds; when there was something, the whole goes into the file now, so that the
     * journal can begin anew. Blocks.
     */
    public <T> T load(String name, BodyCodec<T> codec, Journal journal, BiFunction<@Nullable T, List<byte[]>, T> replay)
            throws IOException {
        TableFile.Found<T> found = find(name, codec);
        byte[] text = found == null ? new byte[0] : found.text().getBytes(StandardCharsets.UTF_8);
        List<byte[]> entries = journal.read(found != null && found.isLast() ? text : null);
        T table = replay.apply(found == null ? null : found.table(), entries);
        if (!entries.isEmpty()) {
            text = codec.write(table, JsonForm.FILE);
            file(name).save(new String(text, StandardCharsets.UTF_8));
        }
        journal.continueAfter(text);
        return table;
    }

    private TableFile file(String name) {
        return new TableFile(disk, config, name);
    }
}
