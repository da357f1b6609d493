package io.apogeemq.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The CPU time of a process until now, by {@code /proc/PID/stat} (proc(5)). It comes in steps of 10 ms, so it takes a second
 * of load to say something. Read in microseconds, so also while a load runs.
 *
 * @param userSeconds in the process itself
 * @param systemSeconds in the kernel on its behalf
 */
public record CpuTime(double userSeconds, double systemSeconds) {
    /** Ticks per second in what the kernel tells programs; the same on all Linux platforms that Java runs on. */
    private static final double TICKS = 100;

    public static CpuTime of(long pid) throws IOException {
        return of(statFields(pid));
    }

    static CpuTime of(String[] fields) {
        return new CpuTime(Long.parseLong(fields[11]) / TICKS, Long.parseLong(fields[12]) / TICKS);
    }

    /** The fields from the third on. */
    static String[] statFields(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        // the name in brackets may hold blanks
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }

    public double seconds() {
        return userSeconds + systemSeconds;
    }
}
