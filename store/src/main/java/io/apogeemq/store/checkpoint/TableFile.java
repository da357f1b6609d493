package io.apogeemq.store.checkpoint;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.disk.DiskTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A text that is replaced as a whole, such as {@code config/topics.json}: at any moment the old or the new one is whole on
 * the disk, and the one before lies beside it as {@code .bak}. Not for two threads at once; the {@code disk} loop writes.
 */
public final class TableFile {
    private static final Logger log = LoggerFactory.getLogger(TableFile.class);

    private final Disk disk;
    private final Path directory;
    private final Path path;
    private final Path backup;
    private final Path unfinished;

    /** @param name the file's name, such as {@code topics.json} */
    public TableFile(Disk disk, Path directory, String name) {
        this.disk = disk;
        this.directory = directory;
        this.path = directory.resolve(name);
        this.backup = directory.resolve(name + ".bak");
        this.unfinished = directory.resolve(name + ".tmp");
    }

    public Path path() {
        return path;
    }

    /** Replaces the text; durable on return. */
    public void save(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        disk.createDirectories(directory);
        disk.delete(unfinished);
        try (DiskFile file = disk.create(unfinished, bytes.length)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            file.force();
        }
        if (disk.exists(path)) {
            // not renamed: a loss of power could keep that the old name is gone, and lose the new one
            disk.delete(backup);
            disk.link(path, backup);
        }
        disk.rename(unfinished, path);
        disk.forceDirectory(directory);
    }

    /**
     * Reads the text, or the one before when this one is missing or makes no sense.
     *
     * @param parser throws a RuntimeException for a text that makes no sense
     * @return null when there is no table yet
     * @throws Damaged when neither text makes sense, but there is one
     * @throws IOException when a text cannot be read: it may be whole, so the one before must not take its place
     */
    public <T> @Nullable T load(Function<String, T> parser) throws IOException {
        Found<T> found = find(parser);
        return found == null ? null : found.table();
    }

    /** There are texts, and none of them makes sense. */
    public static final class Damaged extends IOException {
        private static final long serialVersionUID = 1;

        Damaged(String trouble) {
            super(trouble);
        }
    }

    /**
     * A table and the text it came from.
     *
     * @param isLast false for the one before, which was taken because the last one is missing or makes no sense
     */
    public record Found<T>(T table, String text, boolean isLast) {}

    /** The same as {@link #load}, saying what was taken. */
    public <T> @Nullable Found<T> find(Function<String, T> parser) throws IOException {
        String trouble = disk.exists(path) ? null : path + " is missing";
        boolean any = false;
        for (Path each : new Path[] {path, backup}) {
            if (!disk.exists(each)) {
                continue;
            }
            any = true;
            String text = read(each);
            try {
                if (text.isBlank()) {
                    trouble = each + " is empty";
                } else {
                    T table = parser.apply(text);
                    if (trouble != null) {
                        log.warn("{}; {} is taken instead, the one before", trouble, each);
                    }
                    return new Found<>(table, text, each.equals(path));
                }
            } catch (RuntimeException e) {
                trouble = each + " cannot be understood: " + e.getMessage();
            }
        }
        if (any) {
            throw new Damaged(trouble + ", and there is no other copy that can be");
        }
        return null;
    }

    /** Gives both texts names that nobody reads: {@code .damaged} at the end. */
    public void putAside() throws IOException {
        putAside(path);
        putAside(backup);
        disk.forceDirectory(directory);
    }

    /** The same for the last one only: else the next {@link #save} would put it in place of the good one before. */
    public void putLastAside() throws IOException {
        putAside(path);
        disk.forceDirectory(directory);
    }

    private void putAside(Path each) throws IOException {
        if (disk.exists(each)) {
            disk.rename(each, directory.resolve(each.getFileName() + ".damaged"));
        }
    }

    /** Removes the text and the one before; durable on return. */
    public void delete() throws IOException {
        if (disk.exists(path) || disk.exists(backup)) {
            disk.delete(backup);
            disk.delete(path);
            disk.forceDirectory(directory);
        }
    }

    /** Makes durable that the text is this one: the process that saved it may have ended before it could. */
    public void force() throws IOException {
        disk.forceDirectory(directory);
    }

    private String read(Path from) throws IOException {
        try {
            return textOf(from);
        } catch (IOException e) {
            throw new IOException(from + " cannot be read: " + DiskTrouble.of(e), e);
        }
    }

    private String textOf(Path from) throws IOException {
        try (DiskFile file = disk.open(from)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.length()));
            file.read(bytes, 0);
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }
}
