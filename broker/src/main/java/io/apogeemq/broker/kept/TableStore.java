package io.apogeemq.broker.kept;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.body.BodyCodec;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.store.checkpoint.TableFile;
import io.apogeemq.store.disk.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables that lie beside the log: in {@code config/} as every broker has them, the last text and the one before, their
 * journals in {@code apogee/}. There lies a third copy too, some minutes old: both others are seconds apart, and what
 * spoils one may spoil the other. A start takes the first that makes sense and says which.
 */
public final class TableStore {
    private static final Logger log = LoggerFactory.getLogger(TableStore.class);

    private static final long COPY_MILLIS = 5 * 60_000;

    private final Disk disk;
    private final Path config;
    private final Path ours;
    private final Clock clock;

    /**
     * @param root {@code storePathRootDir}
     */
    public TableStore(Disk disk, Path root, Clock clock) {
        this.disk = disk;
        this.config = root.resolve("config");
        this.ours = root.resolve("apogee");
        this.clock = clock;
    }

    public Journal journal(String name) {
        return new Journal(disk, ours, name);
    }

    public SavedTable.Target target(String name) {
        return new CopiedFile(name);
    }

    /** Keeps a table in its file, and now and then in the third copy. The disk loop. */
    private final class CopiedFile implements SavedTable.Target {
        private final String name;
        private final TableFile file;
        private final TableFile older;
        private boolean copied;
        private long copiedMillis;

        CopiedFile(String name) {
            this.name = name;
            file = file(name);
            older = older(name);
        }

        @Override
        public void write(byte[] content) throws IOException {
            String text = new String(content, StandardCharsets.UTF_8);
            file.save(text);
            if (!copied || clock.millis() - copiedMillis >= COPY_MILLIS) {
                older.save(text);
                copied = true;
                copiedMillis = clock.millis();
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Reads a table; null when there is none yet. Blocks.
     *
     * @throws IOException when there was one and no copy of it makes sense or can be read: without it groups would begin
     *     anew, and nobody would notice
     */
    public <T> @Nullable T load(String name, BodyCodec<T> codec) throws IOException {
        TableFile.Found<T> found = find(name, codec, Loss.STOPS_THE_START);
        return found == null ? null : found.table();
    }

    /** What becomes of a start that finds a table lost. */
    public enum Loss {
        STOPS_THE_START,
        /** What it said can be told from elsewhere. */
        IS_MADE_UP_FOR
    }

    private <T> TableFile.@Nullable Found<T> find(String name, BodyCodec<T> codec, Loss loss) throws IOException {
        TableFile file = file(name);
        Function<String, T> parser = text -> codec.readFile(text.getBytes(StandardCharsets.UTF_8));
        try {
            TableFile.Found<T> found = file.find(parser);
            if (found != null && !found.isLast()) {
                file.putLastAside();
            }
            if (found == null
                    && loss == Loss.STOPS_THE_START
                    && disk.exists(older(name).path())) {
                throw new IOException(
                        file.path() + " and the copy beside it are gone, and this broker has written them:"
                                + " bring one back; or put " + older(name).path()
                                + " there, a copy that may be some minutes older; or take that away too, to begin without");
            }
            return found;
        } catch (TableFile.Damaged e) {
            return findOlder(name, parser, e, loss);
        }
    }

    private <T> TableFile.@Nullable Found<T> findOlder(
            String name, Function<String, T> parser, IOException trouble, Loss loss) throws IOException {
        TableFile older = older(name);
        try {
            TableFile.Found<T> found = older.find(parser);
            if (found != null) {
                file(name).putAside();
                log.error(
                        "{}: {} is taken, which may be some minutes old; the others stay as {}.damaged",
                        trouble.getMessage(),
                        older.path(),
                        file(name).path());
                return new TableFile.Found<>(found.table(), found.text(), false);
            }
        } catch (TableFile.Damaged e) {
            log.error("{}", e.getMessage());
        }
        if (loss == Loss.STOPS_THE_START) {
            throw new IOException(trouble.getMessage() + ": bring one back, or move all that begin with "
                    + file(name).path() + " and with " + older.path() + " away to begin without");
        }
        file(name).putAside();
        log.error(
                "{}: the broker starts without it, the files stay as {}.damaged; restore a copy if you have one",
                trouble.getMessage(),
                file(name).path());
        return null;
    }

    /**
     * Reads a table and what its journal holds; when there was something, the whole goes into the file now, so that the
     * journal can begin anew. Blocks.
     */
    public <T> T load(
            String name,
            BodyCodec<T> codec,
            Journal journal,
            Loss loss,
            BiFunction<@Nullable T, List<byte[]>, T> replay)
            throws IOException {
        TableFile.Found<T> found = find(name, codec, loss);
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

    private TableFile older(String name) {
        return new TableFile(disk, ours, name);
    }
}
