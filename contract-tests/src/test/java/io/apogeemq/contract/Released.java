package io.apogeemq.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The released classes, loaded beside ours: what they answer is compared with what ours do. */
final class Released {

    private Released() {}

    /** Finds the classes of the released jars and of those that they need, and nothing of ours. */
    static ClassLoader loader() {
        try (Stream<Path> jars = Files.list(Faces.RELEASED)) {
            List<URL> urls = jars.map(Released::url).toList();
            return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
