package io.apogeemq.store.queue;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The queue files that are open, the least recently used closed first. Fifty thousand queues share a few hundred
 * descriptors. Any thread; the lock is held for looking up and counting, never while a file is opened, read or written.
 */
final class OpenFiles {
    private final Disk disk;
    private final int most;
    private final Map<Path, Lease> leases = new LinkedHashMap<>(64, 0.75f, true);
    private boolean closed;

    /** One open file in somebody's hands. */
    static final class Lease {
        private final DiskFile file;
        private int holders;
        private boolean forgotten;

        Lease(DiskFile file) {
            this.file = file;
        }

        DiskFile file() {
            return file;
        }
    }

    OpenFiles(Disk disk, int most) {
        this.disk = disk;
        this.most = most;
    }

    /** Opens the file if it is not, or returns null when there is none. Give it back with {@link #release}. */
    @Nullable
    Lease lease(Path path) throws IOException {
        Lease present = find(path);
        if (present != null) {
            return present;
        }
        try {
            return adopt(path, disk.open(path));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Takes over a file that was just opened or made. Give it back with {@link #release}.
     *
     * @throws IOException when all were closed for good
     */
    Lease adopt(Path path, DiskFile file) throws IOException {
        List<DiskFile> surplus = new ArrayList<>();
        @Nullable Lease lease;
        synchronized (this) {
            Lease other = leases.get(path);
            if (other != null || closed) {
                surplus.add(file);
                lease = other;
            } else {
                lease = new Lease(file);
                leases.put(path, lease);
            }
            if (lease != null) {
                lease.holders++;
            }
            evict(surplus);
        }
        closeAll(surplus);
        if (lease == null) {
            throw new IOException("the queues' files are closed");
        }
        return lease;
    }

    private synchronized @Nullable Lease find(Path path) {
        Lease lease = leases.get(path);
        if (lease != null) {
            lease.holders++;
        }
        return lease;
    }

    private void evict(List<DiskFile> surplus) {
        Iterator<Lease> oldest = leases.values().iterator();
        while (leases.size() > most && oldest.hasNext()) {
            Lease lease = oldest.next();
            if (lease.holders == 0) {
                surplus.add(lease.file);
                oldest.remove();
            }
        }
    }

    void release(Lease lease) throws IOException {
        boolean last;
        synchronized (this) {
            lease.holders--;
            last = lease.forgotten && lease.holders == 0;
        }
        if (last) {
            lease.file.close();
        }
    }

    /** Closes the file of that name, or all below that directory, as soon as nobody holds them. */
    void forget(Path path) throws IOException {
        List<DiskFile> surplus = new ArrayList<>();
        synchronized (this) {
            leases.entrySet().removeIf(entry -> {
                if (!entry.getKey().startsWith(path)) {
                    return false;
                }
                Lease lease = entry.getValue();
                lease.forgotten = true;
                if (lease.holders == 0) {
                    surplus.add(lease.file);
                }
                return true;
            });
        }
        closeAll(surplus);
    }

    void close() throws IOException {
        List<DiskFile> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            leases.values().forEach(lease -> {
                lease.forgotten = true;
                if (lease.holders == 0) {
                    all.add(lease.file);
                }
            });
            leases.clear();
        }
        closeAll(all);
    }

    private static void closeAll(List<DiskFile> files) throws IOException {
        for (DiskFile file : files) {
            file.close();
        }
    }
}
