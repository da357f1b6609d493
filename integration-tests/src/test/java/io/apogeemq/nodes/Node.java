package io.apogeemq.nodes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One server as a process of its own. It may be started again after it ended: its directory stays, and its output is
 * appended. What still runs when this JVM ends is killed.
 */
public final class Node implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(40);

    private final String script;
    private final List<String> program;
    private final Path directory;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private @Nullable Process process;
    private long outputBegin;

    /** @param script in bin/, e.g. {@code mqbroker} */
    public Node(String script, Path directory) {
        this(script, directory, List.of());
    }

    private Node(String name, Path directory, List<String> program) {
        this.script = name;
        this.program = program;
        this.directory = create(directory);
    }

    /** A class on this JVM's class path as the server: for servers that are not ours. */
    public static Node ofClass(String name, Path directory, String mainClass, String... options) {
        List<String> program = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        program.addAll(List.of(options));
        program.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        return new Node(name, directory, List.copyOf(program));
    }

    /** The installation under test. */
    public static Path home() {
        String home = System.getProperty("apogeemq.home");
        if (home == null || !Files.isDirectory(Path.of(home, "bin"))) {
            throw new IllegalStateException("apogeemq.home is " + home + ": no built distribution there (mvn package)");
        }
        return Path.of(home);
    }

    public Path directory() {
        return directory;
    }

    public Node arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    public Node environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Writes a properties file into the directory and gives it with -c; called again, it changes the file. */
    public Node configuration(Map<String, String> properties) {
        StringBuilder text = new StringBuilder();
        properties.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        Path file = directory.resolve(script + ".properties");
        write(file, text.toString());
        if (!arguments.contains("-c")) {
            arguments("-c", file.toString());
        }
        return this;
    }

    /** Starts it and returns at once. */
    public Node start() {
        if (isRunning()) {
            throw new IllegalStateException(script + " runs already");
        }
        List<String> command = new ArrayList<>(
                program.isEmpty()
                        ? List.of("sh", home().resolve("bin").resolve(script).toString())
                        : program);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.appendTo(outputFile().toFile()));
        for (String foreign : List.of("NAMESRV_ADDR", "ROCKETMQ_HOME", "CLASSPATH", "JAVA_OPT", "RMQ_NUMA_NODE")) {
            builder.environment().remove(foreign);
        }
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put(
                        "JAVA_OPT_EXT",
                        "-Xmx256m -Duser.home=" + directory + " " + System.getProperty("node.jvm.options", ""));
        builder.environment().putAll(environment);
        try {
            outputBegin = Files.exists(outputFile()) ? Files.size(outputFile()) : 0;
            Process started = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            process = started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Waits until it says that it serves. */
    public Node awaitBoot() {
        return awaitOutput("boot success");
    }

    public Node awaitOutput(String part) {
        await(START, "'" + part + "' in its output", () -> output().contains(part) || !isRunning());
        if (!output().contains(part)) {
            throw new IllegalStateException(
                    script + " ended with " + status() + " before it said '" + part + "':\n" + output());
        }
        return this;
    }

    /** What it printed since it was last started. */
    public String output() {
        try {
            byte[] all = Files.readAllBytes(outputFile());
            return new String(
                    all, (int) outputBegin, all.length - (int) outputBegin, java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Waits for its end, which it comes to by itself; returns its exit status. */
    public int awaitEnd() {
        await(STOP, "its end", () -> !isRunning());
        return status();
    }

    /** Asks it to stop (SIGTERM) and waits for its end. */
    public int stop() {
        requireProcess().destroy();
        return awaitEnd();
    }

    /** Ends it without a warning (SIGKILL). */
    public void kill() {
        requireProcess().destroyForcibly();
        awaitEnd();
    }

    public long pid() {
        return requireProcess().pid();
    }

    @Override
    public void close() {
        if (isRunning()) {
            kill();
        }
    }

    private int status() {
        return requireProcess().exitValue();
    }

    private Process requireProcess() {
        Process started = process;
        if (started == null) {
            throw new IllegalStateException(script + " was not started");
        }
        return started;
    }

    private void await(Duration most, String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        script + ": waited " + most.toSeconds() + " s for " + what + ":\n" + output());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private Path outputFile() {
        return directory.resolve(script + ".out");
    }

    private static Path create(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
