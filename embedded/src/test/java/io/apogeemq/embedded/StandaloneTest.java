package io.apogeemq.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneTest {
    private static final Map<String, String> SMALL = Map.of("mappedFileSizeCommitLog", "1048576");

    @TempDir
    Path directory;

    /** Ports P - 1 to P + 2 are free now: the broker at P + 1 listens two below its own too, and one above. */
    private static int freePorts() throws IOException {
        for (int i = 0; i < 100; i++) {
            InetAddress here = InetAddress.getByName("127.0.0.1");
            try (ServerSocket one = new ServerSocket(0, 1, here);
                    ServerSocket two = new ServerSocket(one.getLocalPort() + 1, 1, here);
                    ServerSocket three = new ServerSocket(one.getLocalPort() - 1, 1, here);
                    ServerSocket four = new ServerSocket(one.getLocalPort() + 2, 1, here)) {
                if (two.isBound() && three.isBound() && four.isBound()) {
                    return one.getLocalPort();
                }
            } catch (IOException e) {
                // the next one
            }
        }
        throw new IllegalStateException("no four free ports in a row");
    }

    private Standalone start() throws Exception {
        int port = freePorts();
        return Standalone.start(new Standalone.Place(directory, "127.0.0.1", port, port + 1), SMALL);
    }

    @Test
    void an_error_ends_the_broker_and_not_the_program_that_it_is_a_part_of() throws Exception {
        try (Standalone broken = start()) {
            assertThat(broken.failure()).isNull();
            broken.onError("disk", new AssertionError("must not happen"));
            broken.ended().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(broken.failure()).hasMessage("must not happen");
            assertThat(broken.stop("the test is over")).as("an orderly stop").isFalse();
        }
        // the directory is free for the next one
        try (Standalone next = start()) {
            assertThat(next.failure()).isNull();
            assertThat(next.stop("the test is over")).as("an orderly stop").isTrue();
        }
    }
}
