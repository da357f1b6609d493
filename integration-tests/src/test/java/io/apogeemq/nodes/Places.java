package io.apogeemq.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories of nodes: kept after a run to be looked at, emptied before the next. */
public final class Places {
    private Places() {}

    /** An empty directory of that name. Short names: the paths stand in many error messages. */
    public static Path empty(String name) {
        Path place = Path.of(System.getProperty("nodes.directory", "target/nodes"))
                .toAbsolutePath()
                .resolve(name);
        try {
            if (Files.exists(place)) {
                try (Stream<Path> files = Files.walk(place)) {
                    for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                        Files.delete(file);
                    }
                }
            }
            return Files.createDirectories(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
