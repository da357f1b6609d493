package io.apogeemq.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a process has of memory and files, by the JDK's tools and Linux's {@code /proc}. */
record Gauge(long pid) {
    private static final Pattern USED = Pattern.compile("(?:generation|heap) .*?used (\\d+)K");

    /** What of the heap is in use after a collection of all of it. */
    long heapBytes() throws Exception {
        jcmd("GC.run");
        String info = jcmd("GC.heap_info");
        long kilobytes = 0;
        for (Matcher found = USED.matcher(info); found.find(); ) {
            kilobytes += Long.parseLong(found.group(1));
        }
        if (kilobytes == 0) {
            throw new IllegalStateException("no heap in: " + info);
        }
        return kilobytes << 10;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(pid),
                        command))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("jcmd " + command + ": " + output);
        }
        return output;
    }

    /** What takes most of the heap, for the message of a failure. */
    String largest() throws Exception {
        return jcmd("GC.class_histogram").lines().limit(20).collect(Collectors.joining("\n"));
    }

    int descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return (int) open.count();
        }
    }
}
