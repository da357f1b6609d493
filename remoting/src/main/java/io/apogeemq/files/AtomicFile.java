package io.apogeemq.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A small file that is replaced as a whole: after a crash it holds what it held before or what was written, never a
 * part. What it held before stays beside it as {@code .bak}. Blocks; one thread at a time.
 */
public final class AtomicFile implements StoredFile {
    private final Path path;

    public AtomicFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    @Override
    public byte @Nullable [] read() throws IOException {
        return read(path);
    }

    @Override
    public byte @Nullable [] readBackup() throws IOException {
        return read(sibling(".bak"));
    }

    private static byte @Nullable [] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public void write(byte[] content) throws IOException {
        Path directory = path.getParent();
        if (directory == null) {
            throw new IOException(path + " is no file");
        }
        Files.createDirectories(directory);
        Path fresh = sibling(".tmp");
        try (FileChannel out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        // an empty one is what a crash of others left: what lies beside it is worth more
        if (Files.exists(path) && Files.size(path) > 0) {
            Files.copy(path, sibling(".bak"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceNames(directory);
    }

    private static void forceNames(Path directory) throws IOException {
        FileChannel names;
        try {
            names = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException e) {
            // Windows opens no directories and needs no force: its file systems keep a journal of names
            return;
        }
        try (names) {
            names.force(true);
        }
    }

    private Path sibling(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
