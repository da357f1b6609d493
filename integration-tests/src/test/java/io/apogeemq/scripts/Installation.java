package io.apogeemq.scripts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of bin/ and conf/ with an empty lib/, and a JDK whose java prints each argument and the variables that
 * servers read, one a line, makes the archives of classes that it is asked for, and ends with $JAVA_STATUS, or
 * $CREATE_STATUS where it makes one of what another run has seen.
 */
final class Installation {
    static final Path PROJECT = projectRoot();

    final Path home;
    final Path bin;
    private final Path jdk;
    private final Map<String, String> environment = new TreeMap<>();

    Installation(Path home, Path jdk) {
        this.home = home;
        this.jdk = jdk;
        this.bin = home.resolve("bin");
        copy(PROJECT.resolve("bin"), bin);
        copy(PROJECT.resolve("conf"), home.resolve("conf"));
        try {
            Files.createDirectories(home.resolve("lib"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        javaOfVersion("17.0.15");
        environment.put("JAVA_HOME", jdk.toString());
    }

    Installation javaOfVersion(String version) {
        write(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path java = jdk.resolve("bin/java");
        write(java, """
                #!/bin/sh
                printf '%s\\n' "$@" "ROCKETMQ_HOME=$ROCKETMQ_HOME" "NAMESRV_ADDR=$NAMESRV_ADDR"
                made=-XX:AOTConfiguration= status=${JAVA_STATUS:-0}
                case $* in *-XX:AOTMode=create*) made=-XX:AOTCache= status=${CREATE_STATUS:-0} ;; esac
                for each; do
                    case $each in
                        -XX:ArchiveClassesAtExit=* | "$made"*) : >"${each#*=}" ;;
                    esac
                done
                exit $status
                """);
        if (!java.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make " + java + " executable");
        }
        return this;
    }

    Installation with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs the command line in the directory, with nothing in the environment but what was given, HOME and PATH. */
    Ended run(Path directory, String... command) {
        try {
            Process process = start(directory, command);
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running: " + List.of(command));
            }
            return new Ended(process.exitValue(), new ArrayList<>(output.lines().toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The same, while it runs. */
    Process start(Path directory, String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        String path = builder.environment().get("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", environment.containsKey("JAVA_HOME") ? path : "/usr/bin:/bin");
        builder.environment().put("HOME", jdk.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** How a command ended, and all it printed. */
    record Ended(int status, List<String> lines) {}

    void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path projectRoot() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("bin")) ? here : here.getParent();
    }
}
