package io.apogeemq.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PositionTest {

    @Test
    void advances_and_may_stand_still() {
        Position flushed = new Position("flushed", 7);

        flushed.advanceTo(9);
        flushed.advanceTo(9);

        assertThat(flushed.get()).isEqualTo(9);
    }

    @Test
    void never_goes_back() {
        Position flushed = new Position("flushed", 7);

        assertThatThrownBy(() -> flushed.advanceTo(6))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("position flushed would go back from 7 to 6");
        assertThat(flushed.get()).isEqualTo(7);
    }
}
