package io.apogeemq.client.consume.offset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The text of {@code offsets.json} and of the copy {@code offsets.json.bak} that is made of it before each write. Blocks:
 * only on a pool. Written beside and renamed, so that a crash leaves the old text or the new one.
 */
public final class OffsetFile {
    private final Path file;
    private final Path backup;
    private final Path fresh;

    public OffsetFile(Path file) {
        this.file = file;
        this.backup = file.resolveSibling(file.getFileName() + ".bak");
        this.fresh = file.resolveSibling(file.getFileName() + ".tmp");
    }

    /** Empty when there is no file, or an empty one. */
    Optional<String> read() throws IOException {
        return textOf(file);
    }

    Optional<String> readBackup() throws IOException {
        return textOf(backup);
    }

    void write(String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (textOf(file).isPresent()) {
            Files.copy(file, backup, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private static Optional<String> textOf(Path path) throws IOException {
        try {
            return Optional.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8))
                    .filter(text -> !text.isBlank());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
