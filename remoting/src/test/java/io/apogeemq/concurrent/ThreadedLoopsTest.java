package io.apogeemq.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadedLoopsTest {

    @Test
    void only_loops_that_are_asked_to_keep_the_process_alive() throws Exception {
        try (ThreadedLoops server = new ThreadedLoops("server-");
                ThreadedLoops client = ThreadedLoops.keepingAlive("client-")) {
            assertThat(isDaemon(server.loop("a"))).isTrue();
            assertThat(isDaemon(client.loop("b"))).isFalse();
        }
    }

    private static boolean isDaemon(Loop loop) throws Exception {
        return CompletableFuture.supplyAsync(() -> Thread.currentThread().isDaemon(), loop)
                .get(10, TimeUnit.SECONDS);
    }
}
