package io.apogeemq.store.inspect;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.disk.DiskUse;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Another disk as it would be: what is written, made, renamed or deleted stays in memory, the disk below is only read. A
 * rehearsal of a start runs on it, by the same code as the start itself. Any thread.
 */
public final class OverlayDisk implements Disk {
    private final Disk below;

    /** Files that were opened, made or deleted (null), by name. */
    private final Map<Path, @Nullable OverlayFile> files = new TreeMap<>();

    public OverlayDisk(Disk below) {
        this.below = below;
    }

    /** What became of a file. */
    public record Change(Path file, String what) {}

    /** What is not as it was, in the order of names. */
    public synchronized List<Change> changes() throws IOException {
        List<Change> changes = new ArrayList<>();
        for (Map.Entry<Path, @Nullable OverlayFile> each : files.entrySet()) {
            Path path = each.getKey();
            OverlayFile file = each.getValue();
            if (file == null) {
                if (below.exists(path)) {
                    changes.add(new Change(path, "is deleted"));
                }
            } else if (!below.exists(path)) {
                changes.add(new Change(path, "is made, of " + file.length() + " bytes"));
            } else {
                describe(path, file, changes);
            }
        }
        return changes;
    }

    private void describe(Path path, OverlayFile file, List<Change> changes) throws IOException {
        try (DiskFile before = below.open(path)) {
            file.differenceTo(before).ifPresent(what -> changes.add(new Change(path, what)));
        }
    }

    @Override
    public synchronized List<String> list(Path directory) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        names.addAll(below.list(directory));
        names.removeIf(name -> isDeleted(directory.resolve(name)));
        for (Map.Entry<Path, @Nullable OverlayFile> each : files.entrySet()) {
            Path path = each.getKey();
            if (each.getValue() != null && path.startsWith(directory) && !path.equals(directory)) {
                names.add(path.getName(directory.getNameCount()).toString());
            }
        }
        return List.copyOf(names);
    }

    @Override
    public synchronized boolean exists(Path file) {
        if (files.containsKey(file)) {
            return files.get(file) != null;
        }
        return !isDeleted(file) && below.exists(file);
    }

    private boolean isDeleted(Path path) {
        return files.containsKey(path) && files.get(path) == null;
    }

    @Override
    public synchronized DiskFile open(Path path) throws IOException {
        OverlayFile known = files.get(path);
        if (known == null) {
            if (isDeleted(path)) {
                throw new NoSuchFileException(path.toString());
            }
            DiskFile file = below.open(path);
            known = new OverlayFile(file, file.length());
            files.put(path, known);
        }
        return known.opened();
    }

    @Override
    public synchronized DiskFile create(Path path, long length) {
        OverlayFile made = new OverlayFile(null, length);
        files.put(path, made);
        return made.opened();
    }

    @Override
    public DiskUse use(Path directory) throws IOException {
        return below.use(directory);
    }

    @Override
    public synchronized void link(Path file, Path second) throws IOException {
        open(file).close();
        files.put(second, files.get(file));
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        open(from).close();
        files.put(to, files.get(from));
        files.put(from, null);
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        if (!list(path).isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        files.put(path, null);
    }

    @Override
    public void createDirectories(Path directory) {
        // a directory is there as soon as a file is in it
    }

    @Override
    public boolean reserve(Path file, long length) {
        return false;
    }

    @Override
    public void forceDirectory(Path directory) {
        // in memory nothing is more durable than the rest
    }

    @Override
    public String bootId() {
        return below.bootId();
    }

    /** Nothing to keep others from: whoever rehearses holds the lock of the disk below. */
    @Override
    public Closeable lock(Path file) {
        return () -> {};
    }
}
