package io.apogeemq.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.settings.Setting.Trait;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTableTest {
    @Test
    void a_row_has_its_parts_standing_and_cause() {
        List<Setting<?>> rows = KeyTable.parse("""
                # remark
                = LATER: pop consumers
                mode PULL|POP PULL
                peers text!?

                = MEANINGLESS: no pools: none at all
                threads int 16
                """);

        assertThat(rows).extracting(Setting::key).containsExactly("mode", "peers", "threads");
        assertThat(rows)
                .extracting(Setting::standing)
                .containsExactly(Standing.LATER, Standing.LATER, Standing.MEANINGLESS);
        assertThat(rows)
                .extracting(Setting::why)
                .containsExactly("pop consumers", "pop consumers", "no pools: none at all");
        assertThat(rows.get(0).type().read("POP")).isPresent();
        assertThat(rows.get(0).type().read("PUSH")).isEmpty();
        assertThat(rows.get(1).traits()).containsExactlyInAnyOrder(Trait.IMPORTANT, Trait.ONLY_WHEN_GIVEN);
        assertThat(rows.get(2).traits()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "16 16",
                "CPU 6",
                "min(CPU,4) 4",
                "8+CPU 14",
                "16+2CPU 28",
                "10(CPU/2) 30",
                "max(8+2CPU,4min(CPU,4)) 20"
            })
    void a_count_may_go_by_processors(String fallback, int ofSix) {
        Environment six = new Environment("", "", "/home/mq", "host", "10.0.0.5", 6, "", java.util.Map.of());

        Setting<?> row = KeyTable.parse("= LATER: x\nthreads int " + fallback).get(0);

        assertThat(row.fallback().in().apply(six)).isEqualTo(ofSix);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "threads int 1",
                "= LATER: x\nthreads number 1",
                "= LATER: x\nthreads int many",
                "= LATER: x\na bool maybe"
            })
    void a_mistake_in_the_text_is_found_when_it_is_read(String text) {
        assertThatThrownBy(() -> KeyTable.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
