package io.apogeemq.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has cost until now, by the kernel's account: {@code /proc/PID/stat} and {@code smaps_rollup} (proc(5)). The
 * kernel goes over all of the process's pages for it, a tenth of a second for a store that is mapped: for the end of a load,
 * whose beginning needs no more than {@link CpuTime}.
 *
 * @param residentBytes pages in memory, also of mapped files
 * @param anonymousBytes pages in memory that no file stands behind: heap, stacks, buffers, code
 */
public record ProcessCost(CpuTime cpu, long threads, long residentBytes, long anonymousBytes) {

    public static ProcessCost of(long pid) throws IOException {
        String[] fields = CpuTime.statFields(pid);
        long resident = 0;
        long anonymous = 0;
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            if (line.startsWith("Rss:")) {
                resident = kilobytes(line);
            } else if (line.startsWith("Anonymous:")) {
                anonymous = kilobytes(line);
            }
        }
        return new ProcessCost(CpuTime.of(fields), Long.parseLong(fields[17]), resident, anonymous);
    }

    private static long kilobytes(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
    }

    /** Adds what happened since an earlier look, per message when there were messages. */
    public void addTo(Figures figures, CpuTime before, long messages) {
        double user = cpu.userSeconds() - before.userSeconds();
        double system = cpu.systemSeconds() - before.systemSeconds();
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
