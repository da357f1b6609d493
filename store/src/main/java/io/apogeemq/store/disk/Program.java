package io.apogeemq.store.disk;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Runs a program of the system that does what Java knows no call for. */
final class Program {
    private Program() {}

    /** Waits for its end, on the calling thread: true when it did what it was asked, and had nothing to say about it. */
    static boolean succeeds(long seconds, String... command) {
        Process process = null;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(seconds, TimeUnit.SECONDS)
                    && process.exitValue() == 0
                    && process.getInputStream().read() < 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            if (process != null) {
                process.destroy();
            }
        }
    }
}
