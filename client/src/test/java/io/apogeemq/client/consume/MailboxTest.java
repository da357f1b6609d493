package io.apogeemq.client.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Simulation simulation = new Simulation(new Random().nextLong());

    @Test
    void a_reader_that_throws_does_not_hold_up_the_letters_behind() {
        List<Integer> read = new ArrayList<>();
        Mailbox<Integer> mailbox = new Mailbox<>(simulation.process("p").loop("l"), letter -> {
            if (letter == 2) {
                throw new IllegalStateException("on purpose");
            }
            read.add(letter);
        });
        for (int letter = 1; letter <= 4; letter++) {
            mailbox.post(letter);
        }

        assertThatThrownBy(() -> simulation.runFor(1_000)).hasRootCauseMessage("on purpose");
        // the simulation stops at a failed task, a real loop goes on with the next one
        assertThat(read).containsExactly(1);
        assertThatThrownBy(() -> simulation.runFor(1_000)).isInstanceOf(AssertionError.class);
        assertThat(read).containsExactly(1, 3, 4);
    }
}
