package io.apogeemq.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.broker.kept.SavedTable;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumerOffsetsTest {
    private final Simulation simulation = new Simulation(1);
    private final SimulatedProcess process = simulation.process("broker");
    private final Loop control = process.loop("control");
    private final ConsumerOffsets offsets = new ConsumerOffsets(null);
    private final List<String> written = new ArrayList<>();
    private boolean fails;
    private final SavedTable saved = new SavedTable(control, process.loop("disk"), this::write, offsets);

    private void write(byte[] text) throws IOException {
        if (fails) {
            throw new IOException("No space left on device");
        }
        written.add(new String(text, StandardCharsets.UTF_8));
    }

    private void save() {
        control.execute(saved::save);
        simulation.runFor(10);
    }

    @Test
    void offsets_of_a_save_that_failed_are_saved_the_next_time() {
        offsets.set("orders", "billing", 0, 17);
        fails = true;
        save();
        assertThat(offsets.isDirty()).isTrue();
        fails = false;
        save();

        assertThat(offsets.isDirty()).isFalse();
        assertThat(written).singleElement().asString().contains("17");
    }

    @Test
    void what_is_set_while_the_disk_works_is_still_to_be_saved() {
        offsets.set("orders", "billing", 0, 17);
        control.execute(saved::save);
        control.execute(() -> offsets.set("orders", "billing", 0, 18));
        simulation.runFor(10);

        assertThat(written).hasSize(1);
        assertThat(offsets.isDirty()).isTrue();
    }
}
