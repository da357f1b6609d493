package io.apogeemq.store.disk;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The disk of this machine. */
public final class SystemDisk implements Disk {
    /** Below that a file isn't worth the start of a program. */
    private static final long LEAST_RESERVED = 16 << 20;

    private static final long RESERVE_SECONDS = 30;

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final WholeForce wholeForce = new WholeForce();

    @Override
    public List<String> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    @Override
    public boolean exists(Path file) {
        if (Files.exists(file)) {
            return true;
        }
        if (Files.notExists(file)) {
            return false;
        }
        // whoever took "may not look" for "is not there" would begin anew what is there
        throw new UncheckedIOException(new AccessDeniedException(file.toString()));
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public DiskFile create(Path file, long length) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.createFile(file);
        DiskFile made = open(file);
        try {
            made.setLength(length);
        } catch (IOException e) {
            made.close();
            Files.deleteIfExists(file);
            throw e;
        }
        return made;
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        // looked for first: opening for writing would make it
        if (!exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try {
            return new SystemFile(file, new RandomAccessFile(file.toFile(), "rw"));
        } catch (FileNotFoundException e) {
            // says it in the text of its message only
            if (!Files.isWritable(file) || !Files.isReadable(file)) {
                throw new AccessDeniedException(file.toString());
            }
            throw e;
        }
    }

    /** Java knows no call for it; the program of that name is on every Linux. It changes no byte that is there. */
    @Override
    public boolean reserve(Path file, long length) {
        return length >= LEAST_RESERVED
                && hasRoom(file, length)
                && Program.succeeds(RESERVE_SECONDS, "fallocate", "-l", Long.toString(length), file.toString());
    }

    /** Asked first: a reservation that fails may have taken all that was left. */
    private boolean hasRoom(Path file, long length) {
        try {
            return use(file).usable() >= length + LEAST_RESERVED;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public DiskUse use(Path directory) throws IOException {
        return DiskUse.of(directory);
    }

    @Override
    public void link(Path file, Path second) throws IOException {
        try {
            Files.createLink(second, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // some file systems know no second names
            Files.copy(file, second);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public boolean forceBelow(Path directory) throws IOException {
        return wholeForce.force(directory);
    }

    @Override
    public String bootId() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            // not a Linux: then every exit that was not clean counts as a loss of power
            return "";
        }
    }

    @Override
    public Closeable lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new AlreadyLocked(file);
        }
        channel.write(ByteBuffer.wrap("lock".getBytes(StandardCharsets.US_ASCII)), 0);
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(0, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
