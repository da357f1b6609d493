package io.apogeemq.nodes;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares the logs of two brokers, file by file and byte by byte. */
public final class LogFiles {
    private LogFiles() {}

    /** Waits until both stores have the same log, and it holds something. */
    public static void awaitSame(Path oneStore, Path otherStore) {
        await("the logs of " + oneStore + " and " + otherStore + " are the same")
                .atMost(Duration.ofSeconds(90))
                .until(() -> difference(oneStore, otherStore) == null);
    }

    /** Where they differ; null when they do not. Files that one has made ahead count as there. */
    static @Nullable String difference(Path oneStore, Path otherStore) throws IOException {
        TreeSet<String> names = new TreeSet<>(names(oneStore));
        names.addAll(names(otherStore));
        boolean something = false;
        for (String name : names) {
            byte[] one = read(oneStore, name);
            byte[] other = read(otherStore, name);
            int length = Math.max(one.length, other.length);
            int at = Arrays.mismatch(Arrays.copyOf(one, length), Arrays.copyOf(other, length));
            if (at >= 0) {
                return name + " at " + at;
            }
            something |= length > 3 && one[3] != 0;
        }
        return something ? null : "nothing is there";
    }

    private static TreeSet<String> names(Path store) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        if (Files.isDirectory(store.resolve("commitlog"))) {
            try (Stream<Path> files = Files.list(store.resolve("commitlog"))) {
                files.forEach(file -> names.add(file.getFileName().toString()));
            }
        }
        return names;
    }

    private static byte[] read(Path store, String name) throws IOException {
        Path file = store.resolve("commitlog").resolve(name);
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }
}
