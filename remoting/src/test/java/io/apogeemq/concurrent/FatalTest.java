package io.apogeemq.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FatalTest {

    /** A server whose loop meets an error. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) throws InterruptedException {
            ThreadedLoops loops = new ThreadedLoops("", Fatal.ENDS_PROCESS);
            loops.loop("disk").execute(() -> {
                throw new AssertionError("must not happen");
            });
            // it would live on
            TimeUnit.MINUTES.sleep(5);
        }
    }

    @Test
    void a_server_ends_when_one_of_its_loops_meets_an_error_and_says_so() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(Fatal.EXIT_STATUS);
        // whatever the log does: it may need the memory that there is none of
        assertThat(output.lines().findFirst().orElseThrow())
                .startsWith("java.lang.AssertionError: must not happen on the loop disk: the process ends at once");
    }

    @Test
    void an_error_is_told_with_its_loop_and_leaves_nobody_waiting_behind_it() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        try (ThreadedLoops loops =
                new ThreadedLoops("test-", (loop, error) -> told.complete(loop + ": " + error.getMessage()))) {
            Loop loop = loops.loop("reader");
            loop.execute(() -> {
                throw new AssertionError("must not happen");
            });
            CompletableFuture<Void> behind = new CompletableFuture<>();
            loop.execute(() -> behind.complete(null));
            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo("test-reader: must not happen");
            behind.get(10, TimeUnit.SECONDS);
        }
    }
}
