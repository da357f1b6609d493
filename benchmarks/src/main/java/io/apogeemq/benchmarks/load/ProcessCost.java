package io.apogeemq.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has cost until now, by the kernel's account: {@code /proc/PID/stat} and {@code smaps_rollup}
 * (proc(5)). CPU time comes in steps of 10 ms, so it takes a second of load to say something.
 *
 * @param userSeconds in the process itself
 * @param systemSeconds in the kernel on its behalf
 * @param residentBytes pages in memory, also of mapped files
 * @param anonymousBytes pages in memory that no file stands behind: heap, stacks, buffers, code
 */
public record ProcessCost(
        double userSeconds, double systemSeconds, long threads, long residentBytes, long anonymousBytes) {
    /** Ticks per second in what the kernel tells programs; the same on all Linux platforms that Java runs on. */
    private static final double TICKS = 100;

    public static ProcessCost of(long pid) throws IOException {
        Path directory = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(directory.resolve("stat"));
        // the name in brackets may hold blanks; the fields behind it begin with the third
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long resident = 0;
        long anonymous = 0;
        for (String line : Files.readAllLines(directory.resolve("smaps_rollup"))) {
            if (line.startsWith("Rss:")) {
                resident = kilobytes(line);
            } else if (line.startsWith("Anonymous:")) {
                anonymous = kilobytes(line);
            }
        }
        return new ProcessCost(
                Long.parseLong(fields[11]) / TICKS,
                Long.parseLong(fields[12]) / TICKS,
                Long.parseLong(fields[17]),
                resident,
                anonymous);
    }

    public double cpuSeconds() {
        return userSeconds + systemSeconds;
    }

    private static long kilobytes(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
    }

    /** Adds what happened since an earlier look, per message when there were messages. */
    public void addTo(Figures figures, ProcessCost before, long messages) {
        double user = userSeconds - before.userSeconds;
        double system = systemSeconds - before.systemSeconds;
        figures.put("cpu_s", user + system);
        if (messages > 0) {
            figures.put("user_us_per_message", user * 1e6 / messages);
            figures.put("system_us_per_message", system * 1e6 / messages);
            figures.put("cpu_us_per_message", (user + system) * 1e6 / messages);
        }
        figures.put("threads", threads);
        figures.put("resident_mb", residentBytes / 1e6);
        figures.put("anonymous_mb", anonymousBytes / 1e6);
    }
}
