package io.apogeemq.store.simulation;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.disk.DiskUse;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory for one thread. The process can be killed ({@link #kill}: what was written stays) and the power cut
 * ({@link #cutPower}: of what was not forced each page is kept, lost or torn, each name that was not forced kept or lost,
 * drawn from the seed). Either makes every open file and lock of that time useless.
 */
public final class SimulatedDisk implements Disk {
    private final Random random;
    private final Map<Path, SimulatedFile> names = new TreeMap<>();
    /** What the names were when their directory was last forced. */
    private final Map<Path, SimulatedFile> durableNames = new TreeMap<>();

    private final Set<Path> locks = new HashSet<>();
    private int life;
    private int boots = 1;
    private final Set<Path> full = new HashSet<>();
    private long room = Long.MAX_VALUE;
    private long capacity = Long.MAX_VALUE / 2;
    private int writesUntilDeath = Integer.MAX_VALUE;
    private @Nullable Path undeletable;
    private @Nullable Path unreadable;
    private @Nullable Path shut;
    private final Map<Path, Integer> open = new TreeMap<>();
    private boolean cold;
    private Runnable onForce = () -> {};
    /** Half of the disks know how to force all at once. */
    private final boolean forcesBelow;

    public SimulatedDisk(long seed) {
        // the first bits of Random are much the same for seeds that lie close together
        random = new Random(new SplittableRandom(seed).nextLong());
        forcesBelow = seed % 2 == 0;
    }

    /** Thrown when the process has died at the moment drawn: nothing after it happened, so nobody may catch it and go on. */
    public static final class Died extends Error {
        private static final long serialVersionUID = 1;

        Died() {
            super("the simulated process died here");
        }
    }

    /** Lets the process die at the n-th change of the disk from now, perhaps in the middle of it. */
    public void dieAfter(int changes) {
        writesUntilDeath = changes;
    }

    /** From now on writes fail that need more than so many new bytes. */
    public void leaveRoom(long bytes) {
        room = bytes;
    }

    /** From now on no file can be made there, as in a directory of another, full disk. */
    public void refuseNamesIn(Path directory) {
        full.add(directory);
    }

    /** Files can be made everywhere again. */
    public void allowNames() {
        full.clear();
    }

    /** Makes the disk so large, as far as {@link #use} tells: it is used by the files as they are long. */
    public void capacity(long bytes) {
        capacity = bytes;
    }

    /** Lets deletions in that directory fail, or with null in none. */
    public void refuseDeletes(@Nullable Path directory) {
        undeletable = directory;
    }

    /** Lets reads fail of files below that path, or with null of none. What is mapped can be read. */
    public void refuseReads(@Nullable Path path) {
        unreadable = path;
    }

    /** Lets nobody open that file, as one that belongs to somebody else; or with null each. */
    public void refuseAccess(@Nullable Path file) {
        shut = file;
    }

    void read(Path path) throws IOException {
        if (unreadable != null && path.startsWith(unreadable)) {
            throw new IOException("Input/output error");
        }
    }

    void opened(Path path, int count) {
        open.merge(path, count, Integer::sum);
        open.values().remove(0);
    }

    /** Those that the process has open. */
    public Set<Path> openFiles() {
        return Set.copyOf(open.keySet());
    }

    /** The process ends at once; what it wrote is there. */
    public void kill() {
        life++;
        open.clear();
        locks.clear();
        writesUntilDeath = Integer.MAX_VALUE;
    }

    /** The power fails: see the class comment. */
    public void cutPower() {
        kill();
        boots++;
        Set<Path> all = new TreeSet<>(names.keySet());
        all.addAll(durableNames.keySet());
        for (Path path : all) {
            SimulatedFile now = names.get(path);
            SimulatedFile durable = durableNames.get(path);
            if (now != durable && random.nextBoolean()) {
                put(names, path, durable);
            }
        }
        durableNames.clear();
        durableNames.putAll(names);
        new LinkedHashSet<>(names.values()).forEach(file -> file.losePower(random));
    }

    private static void put(Map<Path, SimulatedFile> map, Path path, @Nullable SimulatedFile file) {
        if (file == null) {
            map.remove(path);
        } else {
            map.put(path, file);
        }
    }

    /** Every change of the disk passes here; {@code partly} does part of it when the process dies in it. */
    void change(Runnable partly) {
        if (writesUntilDeath == 0) {
            throw new Died();
        }
        if (--writesUntilDeath == 0) {
            partly.run();
            throw new Died();
        }
    }

    /** Called whenever a file is forced, for what that costs. */
    public void onForce(Runnable task) {
        onForce = task;
    }

    void forced() {
        onForce.run();
    }

    /** From now on nothing that is mapped is in memory. */
    public void dropCaches() {
        cold = true;
    }

    boolean isCold() {
        return cold;
    }

    int life() {
        return life;
    }

    Random random() {
        return random;
    }

    /** Takes disk space. */
    void take(long bytes) throws IOException {
        if (bytes > room) {
            throw new IOException("No space left on device");
        }
        room -= bytes;
    }

    /** Changes one byte where it lies, as a failing disk does. */
    public void flipBit(Path file, int at) {
        SimulatedFile found = names.get(file);
        if (found == null) {
            throw new IllegalArgumentException("there is no " + file);
        }
        found.flipBit(at);
    }

    /** The bytes of a file. */
    public byte[] bytes(Path file) {
        SimulatedFile found = names.get(file);
        if (found == null) {
            throw new IllegalArgumentException("there is no " + file);
        }
        return found.bytes();
    }

    /** Puts a file there, or another in its place, as somebody else does. */
    public void put(Path file, byte[] bytes) throws IOException {
        names.remove(file);
        try (DiskFile made = create(file, bytes.length)) {
            made.write(ByteBuffer.wrap(bytes), 0);
            made.force();
        }
        forceDirectory(file.getParent());
    }

    /** All files. */
    public Set<Path> files() {
        return new TreeSet<>(names.keySet());
    }

    @Override
    public List<String> list(Path directory) {
        TreeSet<String> found = new TreeSet<>();
        for (Path path : names.keySet()) {
            if (path.startsWith(directory) && !path.equals(directory)) {
                found.add(path.getName(directory.getNameCount()).toString());
            }
        }
        return List.copyOf(found);
    }

    @Override
    public boolean exists(Path file) {
        // a directory stays when its last file goes, and has to be forced then
        return names.containsKey(file)
                || !list(file).isEmpty()
                || durableNames.keySet().stream().anyMatch(path -> path.startsWith(file) && !path.equals(file));
    }

    @Override
    public void createDirectories(Path directory) {
        // a directory is there as soon as something lies in it
    }

    @Override
    public DiskFile create(Path file, long length) throws IOException {
        change(() -> {});
        if (full.contains(file.getParent())) {
            throw new IOException("No space left on device");
        }
        if (names.containsKey(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        SimulatedFile made = new SimulatedFile(this, file);
        made.extend(length);
        names.put(file, made);
        return made.open();
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        SimulatedFile found = names.get(file);
        if (found == null) {
            throw new NoSuchFileException(file.toString());
        }
        if (file.equals(shut)) {
            throw new AccessDeniedException(file.toString());
        }
        return found.open();
    }

    @Override
    public boolean reserve(Path file, long length) {
        return true;
    }

    @Override
    public DiskUse use(Path directory) {
        long used = names.values().stream().mapToLong(SimulatedFile::length).sum();
        return new DiskUse(used, Math.max(0, capacity - used));
    }

    @Override
    public void link(Path file, Path second) throws IOException {
        change(() -> {});
        SimulatedFile linked = names.get(file);
        if (linked == null) {
            throw new NoSuchFileException(file.toString());
        }
        if (names.putIfAbsent(second, linked) != null) {
            throw new FileAlreadyExistsException(second.toString());
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        change(() -> {});
        SimulatedFile file = names.remove(from);
        if (file == null) {
            throw new NoSuchFileException(from.toString());
        }
        names.put(to, file);
    }

    @Override
    public void delete(Path path) throws IOException {
        if (undeletable != null && path.startsWith(undeletable)) {
            throw new UncheckedIOException(new IOException(path + ": Operation not permitted"));
        }
        if (!list(path).isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        if (names.containsKey(path)) {
            change(() -> {});
            names.remove(path);
        }
    }

    /** Removes a file, or a directory with all that is in it, as somebody else does. */
    public void remove(Path path) {
        names.keySet().removeIf(each -> each.startsWith(path));
    }

    /** Also makes durable that the directory itself is there. */
    @Override
    public void forceDirectory(Path directory) {
        change(() -> {});
        durableNames.keySet().removeIf(path -> isIn(directory, path) && !names.containsKey(path));
        names.forEach((path, file) -> {
            if (isIn(directory, path)) {
                durableNames.put(path, file);
            }
        });
    }

    @Override
    public boolean forceBelow(Path directory) {
        if (!forcesBelow) {
            return false;
        }
        Set<Path> all = new TreeSet<>(names.keySet());
        all.addAll(durableNames.keySet());
        all.removeIf(path -> !path.startsWith(directory));
        // what is forced when the process dies in it is anything, as with the power
        change(() -> all.stream().filter(path -> random.nextBoolean()).forEach(this::force));
        all.forEach(this::force);
        return true;
    }

    private void force(Path path) {
        SimulatedFile file = names.get(path);
        put(durableNames, path, file);
        if (file != null) {
            file.force();
        }
    }

    private static boolean isIn(Path directory, Path path) {
        return directory.equals(path.getParent());
    }

    @Override
    public String bootId() {
        return "boot " + boots;
    }

    @Override
    public Closeable lock(Path file) throws IOException {
        if (!locks.add(file)) {
            throw new AlreadyLocked(file);
        }
        int lockedIn = life;
        return () -> {
            if (lockedIn == life) {
                locks.remove(file);
            }
        };
    }
}
