package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The system's memory of what files hold. */
final class PageCache {
    private static final Path DROP = Path.of("/proc/sys/vm/drop_caches");

    private PageCache() {}

    /** Writes what is dirty and empties it; false when only root may and we are not. */
    static boolean drop() throws InterruptedException {
        try {
            new ProcessBuilder("sync").start().waitFor();
            Files.writeString(DROP, "3");
            return true;
        } catch (IOException e) {
            System.out.println("the page cache cannot be emptied (" + e.getMessage() + "): what follows is NOT cold");
            return false;
        }
    }

    /** The figures; unless the cache was empty under names that no row of the results takes. */
    static Figures named(boolean cold, Figures figures) {
        if (cold) {
            return figures;
        }
        Figures renamed = new Figures();
        figures.all().forEach((name, value) -> renamed.put("not_cold_" + name, value));
        return renamed;
    }
}
