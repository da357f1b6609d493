package io.apogeemq.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A directory that is gone at the end, also when the program is interrupted. */
final class Scratch implements AutoCloseable {
    private static final int TRIES = 50;
    private static final long PAUSE_NANOS = 100_000_000;

    private final Path root;
    private final Thread atExit;

    /** @param parent where it is made; made itself when it is missing */
    Scratch(Path parent) throws IOException {
        root = Files.createTempDirectory(Files.createDirectories(parent), "mqcompare");
        atExit = new Thread(this::deletePatiently);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    Path root() {
        return root;
    }

    /** Servers end at the same time as this program, and may write until they have. */
    private void deletePatiently() {
        for (int i = 0; i < TRIES && Files.exists(root); i++) {
            try {
                delete(root);
            } catch (IOException | UncheckedIOException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        delete(root);
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
