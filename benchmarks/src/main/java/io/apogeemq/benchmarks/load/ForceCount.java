package io.apogeemq.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Counts how often a process waits for the disk, by {@code strace}: the kernel keeps no account of it. */
final class ForceCount {
    private ForceCount() {}

    /** What is done while the process is watched. */
    interface Load {
        void run() throws IOException;
    }

    /**
     * Calls of fsync and fdatasync while the load ran; msync is the log's, by its own clock. Empty when there is no strace or
     * it may not watch the process.
     */
    static OptionalLong of(long pid, Load load) throws IOException, InterruptedException {
        Path summary = Files.createTempFile("forces", ".txt");
        Process strace;
        try {
            strace = new ProcessBuilder(
                            "strace",
                            "-f",
                            "-c",
                            "-e",
                            "trace=fsync,fdatasync",
                            "-o",
                            summary.toString(),
                            "-p",
                            Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Files.delete(summary);
            return OptionalLong.empty();
        }
        try (BufferedReader words =
                new BufferedReader(new InputStreamReader(strace.getInputStream(), StandardCharsets.UTF_8))) {
            // its first word is that it watches, or why it cannot
            String first = words.readLine();
            if (first == null || !first.contains("attached")) {
                return OptionalLong.empty();
            }
            load.run();
            // not of the Process: that would close what is yet to be read
            strace.toHandle().destroy();
            while (words.readLine() != null) {
                // one line for each thread that is let go
            }
            strace.waitFor();
            return OptionalLong.of(calls(summary));
        } finally {
            strace.destroy();
            Files.delete(summary);
        }
    }

    /** Lines of time, seconds, microseconds per call, calls, perhaps errors, name. */
    private static long calls(Path summary) throws IOException {
        long calls = 0;
        for (String line : Files.readAllLines(summary)) {
            String[] columns = line.trim().split(" +");
            if (columns[columns.length - 1].endsWith("sync")) {
                calls += Long.parseLong(columns[3]);
            }
        }
        return calls;
    }
}
