package io.apogeemq.benchmarks.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A server's process, from its start to its end. */
final class RunningServer implements AutoCloseable {
    private static final long STOP_SECONDS = 20;
    private static final long START_MILLIS = 60_000;
    private static final int LOWEST_PORT = 20_000;
    private static final int PORT_SPAN = 10_000;

    private final Process process;
    private final int port;
    private final long startedNanos = System.nanoTime();

    private RunningServer(Process process, int port) {
        this.process = process;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    static RunningServer start(
            Product product,
            Product.Places places,
            Product.Server server,
            Path directory,
            int port,
            Map<String, String> properties)
            throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(server + ".properties");
        Files.writeString(
                file,
                properties.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue() + "\n")
                        .collect(Collectors.joining()));
        return new RunningServer(
                product.command(places, server, directory, file).start(), port);
    }

    /** A port that is free, with its neighbours that a broker opens too. */
    static int freePort() {
        while (true) {
            int port = LOWEST_PORT + ThreadLocalRandom.current().nextInt(PORT_SPAN);
            if (isFree(port) && isFree(port + 1) && isFree(port - 2)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    long pid() {
        return process.pid();
    }

    long startedNanos() {
        return startedNanos;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void awaitPort() throws IOException, InterruptedException {
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(address());
                return;
            } catch (IOException e) {
                if (!isAlive() || System.nanoTime() - startedNanos > TimeUnit.MILLISECONDS.toNanos(START_MILLIS)) {
                    throw new IOException("a server did not come up on port " + port, e);
                }
                Thread.sleep(20);
            }
        }
    }

    /** Lets it collect its garbage, all of it. */
    void collect() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        new ProcessBuilder(jcmd.toString(), Long.toString(pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
