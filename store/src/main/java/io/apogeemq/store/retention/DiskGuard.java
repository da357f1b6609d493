package io.apogeemq.store.retention;

import io.apogeemq.concurrent.OwnedBy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses sends while a disk of the store is too full, and says once when that begins and ends. */
@OwnedBy("disk")
final class DiskGuard {
    private static final Logger log = LoggerFactory.getLogger(DiskGuard.class);

    private final DiskWatch watch;
    private final Consumer<@Nullable String> pause;
    private boolean refusing;

    /** @param pause stops sends for that reason, or lets them go on with null */
    DiskGuard(DiskWatch watch, Consumer<@Nullable String> pause) {
        this.watch = watch;
        this.pause = pause;
    }

    boolean isRefusing() {
        return refusing;
    }

    void look(RetentionRules rules) {
        DiskWatch.Reading reading = watch.fullest();
        double refusedFrom = rules.marks().refusedFrom();
        boolean full = reading.use().ratio() > refusedFrom;
        if (full) {
            String why = "%s, and from %.0f%% on sends are refused (diskSpaceWarningLevelRatio): make room there or add"
                            .formatted(reading, refusedFrom * 100)
                    + " space, or keep messages for a shorter time (fileReservedTime); sending then resumes by itself";
            pause.accept(why);
            if (!refusing) {
                log.error("{}", why);
            }
        } else if (refusing) {
            pause.accept(null);
            log.info("{}: sends are taken again", reading);
        }
        refusing = full;
    }
}
