package io.apogeemq.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Class files by name: of jars, or of whatever the tests' class path holds. */
final class Faces {
    /** Where the build puts the released jars; they are on no class path. */
    static final Path RELEASED =
            Path.of(System.getProperty("released.jars", "target/released")).toAbsolutePath();

    private final Map<String, byte[]> files;
    private final Map<String, Optional<Face>> read = new HashMap<>();

    private Faces(Map<String, byte[]> files) {
        this.files = files;
    }

    /** The released jars whose file names begin so. */
    static Faces released(String... beginnings) {
        Map<String, byte[]> files = new HashMap<>();
        for (String beginning : beginnings) {
            try (Stream<Path> jars = Files.list(RELEASED)) {
                for (Path jar : jars.filter(
                                each -> each.getFileName().toString().startsWith(beginning))
                        .toList()) {
                    unpack(jar, files);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Faces(files);
    }

    /** Ours, and everything else that a program with our client has on its class path. */
    static Faces ofClassPath() {
        return new Faces(Map.of());
    }

    /** The names of all classes; only of jars. */
    Set<String> names() {
        return new TreeSet<>(files.keySet());
    }

    byte[] file(String name) {
        return files.get(name);
    }

    Optional<Face> find(String name) {
        return read.computeIfAbsent(
                name, absent -> Optional.ofNullable(load(name)).map(Face::read));
    }

    /** The member as the JVM resolves it: of the class itself, or else of what it extends and implements. */
    Optional<Face.Member> resolve(String owner, String key) {
        Face face = find(owner).orElse(null);
        if (face == null) {
            return Optional.empty();
        }
        Face.Member own = face.members().get(key);
        if (own != null) {
            return Optional.of(own);
        }
        if (key.startsWith("<init>")) {
            return Optional.empty();
        }
        String parent = face.parent();
        Stream<String> above = Stream.concat(Stream.ofNullable(parent), face.interfaces().stream());
        return above.flatMap(each -> resolve(each, key).stream()).findFirst();
    }

    /** Whether the class is, extends or implements the other one. */
    boolean isA(String name, String other) {
        if (name.equals(other)) {
            return true;
        }
        Face face = find(name).orElse(null);
        return face != null
                && Stream.concat(Stream.ofNullable(face.parent()), face.interfaces().stream())
                        .anyMatch(above -> isA(above, other));
    }

    private byte[] load(String name) {
        byte[] file = files.get(name);
        if (file != null) {
            return file;
        }
        if (!files.isEmpty() && !name.startsWith("java/")) {
            return null;
        }
        try (InputStream in = Faces.class.getClassLoader().getResourceAsStream(name + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(Path jar, Map<String, byte[]> into) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : List.copyOf(java.util.Collections.list(zip.entries()))) {
                String name = entry.getName();
                if (name.endsWith(".class") && name.startsWith("org/apache/rocketmq/")) {
                    into.put(
                            name.substring(0, name.length() - ".class".length()),
                            zip.getInputStream(entry).readAllBytes());
                }
            }
        }
    }
}
