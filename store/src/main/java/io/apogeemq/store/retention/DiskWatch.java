package io.apogeemq.store.retention;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How full the disks of the store are: of the log's directories the emptiest counts, for there the log can go on, and the
 * root's, where queues and tables lie. Any thread.
 */
final class DiskWatch {
    private static final Logger log = LoggerFactory.getLogger(DiskWatch.class);

    private final Disk disk;
    private final Path root;
    private final List<Path> logDirectories;

    /** What was found. */
    record Reading(Path directory, DiskUse use) {
        @Override
        public String toString() {
            return "the disk of " + directory + " is " + use;
        }
    }

    DiskWatch(Disk disk, Path root, List<Path> logDirectories) {
        this.disk = disk;
        this.root = root;
        this.logDirectories = List.copyOf(logDirectories);
    }

    /** The disk that will be full first. */
    Reading fullest() {
        Reading ofLog = ofLog();
        Reading ofRoot = read(root);
        return ofRoot.use.ratio() > ofLog.use.ratio() ? ofRoot : ofLog;
    }

    Reading ofLog() {
        Reading emptiest = read(logDirectories.get(0));
        for (Path each : logDirectories.subList(1, logDirectories.size())) {
            Reading other = read(each);
            if (other.use.ratio() < emptiest.use.ratio()) {
                emptiest = other;
            }
        }
        return emptiest;
    }

    /** A disk that does not say counts as empty: writes will tell when it is full. */
    private Reading read(Path directory) {
        try {
            return new Reading(directory, disk.use(directory));
        } catch (IOException e) {
            log.warn("how full the disk of {} is cannot be found out: {}", directory, e.toString());
            return new Reading(directory, new DiskUse(0, Long.MAX_VALUE / 2));
        }
    }
}
