package io.apogeemq.namesrv;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.files.StoredFile;
import io.apogeemq.protocol.body.KvFile;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KvConfigTest {
    private static final int CHANGES = 1000;

    private final List<byte[]> written = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void changes_made_while_the_file_is_being_written_share_the_next_writing(long seed) {
        Simulation simulation = new Simulation(seed);
        SimulatedProcess process = simulation.process("namesrv");
        Loop control = process.loop("control");
        KvConfig kv =
                new KvConfig(control, process.loop("disk"), new Slow(simulation), new TableRoom(() -> Long.MAX_VALUE));
        List<CompletableFuture<Void>> saved = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            String key = "k" + i;
            control.execute(() -> {
                CompletableFuture<Void> one = kv.put("NS", key, "v").toCompletableFuture();
                saved.add(one);
                one.thenRun(() -> {
                    KvFile last = KvFile.BODY.readFile(written.get(written.size() - 1));
                    if (!last.namespaces().get("NS").containsKey(key)) {
                        missing.add(key);
                    }
                });
            });
        }
        simulation.runUntil(
                "all are saved",
                60_000,
                () -> saved.size() == CHANGES && saved.stream().allMatch(CompletableFuture::isDone));
        assertThat(missing)
                .as("seed %d: confirmed without being in the file", seed)
                .isEmpty();
        assertThat(written.size()).as("seed %d", seed).isLessThan(CHANGES / 2);
    }

    /** Each writing takes a while. */
    private final class Slow implements StoredFile {
        private final Simulation simulation;

        Slow(Simulation simulation) {
            this.simulation = simulation;
        }

        @Override
        public byte[] read() {
            return new byte[0];
        }

        @Override
        public byte[] readBackup() {
            return new byte[0];
        }

        @Override
        public void write(byte[] content) {
            simulation.spend(1_000_000);
            written.add(content);
        }
    }
}
