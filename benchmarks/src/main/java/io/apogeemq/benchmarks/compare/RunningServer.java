package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.Target;
import io.apogeemq.protocol.frame.HeaderEncoding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A server's process, from its start to its end. */
final class RunningServer implements AutoCloseable {
    private static final long STOP_SECONDS = 20;
    private static final long COLLECT_SECONDS = 60;
    private static final long START_MILLIS = 60_000;
    private static final int LOWEST_PORT = 20_000;
    private static final int PORT_SPAN = 10_000;

    private final Process process;
    private final int port;
    private final long startedNanos = System.nanoTime();
    private final Thread atExit;

    private RunningServer(Process process, int port) {
        this.process = process;
        this.port = port;
        this.atExit = new Thread(process::destroyForcibly);
    }

    /** @param port where it will listen */
    static RunningServer start(ProcessBuilder command, int port) throws IOException {
        RunningServer server = new RunningServer(command.start(), port);
        try {
            Runtime.getRuntime().addShutdownHook(server.atExit);
        } catch (IllegalStateException e) {
            // this program was told to end: nobody would end what it starts now
            server.process.destroyForcibly();
            throw new IOException("a server was not started, this program is ending", e);
        }
        return server;
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

    Target target() {
        return new Target(address(), HeaderEncoding.JSON, pid());
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
        Process asking = new ProcessBuilder(jcmd.toString(), Long.toString(pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!asking.waitFor(COLLECT_SECONDS, TimeUnit.SECONDS)) {
            asking.destroyForcibly();
            throw new IOException("the server did not collect its garbage within " + COLLECT_SECONDS + " s");
        }
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        ended();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        ended();
    }

    private void ended() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // this program is ending itself: the hook runs, and finds nothing to do
        }
    }
}
