package io.apogeemq.store.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.store.simulation.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TableFileTest {
    private static final Path DIRECTORY = Path.of("/config");

    @Test
    void the_text_or_the_one_before_is_there_after_any_crash() throws IOException {
        for (long seed = 1; seed <= 500; seed++) {
            SimulatedDisk disk = new SimulatedDisk(seed);
            TableFile table = new TableFile(disk, DIRECTORY, "topics.json");
            int saved = 0;
            disk.dieAfter(1 + (int) (seed % 40));
            try {
                while (true) {
                    table.save("table " + (saved + 1));
                    saved++;
                }
            } catch (SimulatedDisk.Died e) {
                disk.cutPower();
            }
            String found = table.load(TableFileTest::parse);
            if (saved == 0 && found == null) {
                continue;
            }
            assertThat(found).as("seed %d", seed).isIn("table " + saved, "table " + (saved + 1));
        }
    }

    private static String parse(String text) {
        if (!text.matches("table \\d+")) {
            throw new IllegalArgumentException("no table: " + text);
        }
        return text;
    }

    @Test
    void a_table_that_makes_no_sense_gives_way_to_the_one_before() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(1);
        TableFile table = new TableFile(disk, DIRECTORY, "topics.json");
        assertThat(table.load(TableFileTest::parse)).isNull();
        table.save("table 1");
        table.save("rubbish");

        assertThat(table.load(TableFileTest::parse)).isEqualTo("table 1");
        table.save("rubbish");
        assertThatThrownBy(() -> table.load(TableFileTest::parse)).isInstanceOf(IOException.class);
    }
}
