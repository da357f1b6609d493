package io.apogeemq.store.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadingPlacesTest {
    private final ReadingPlaces places = new ReadingPlaces();

    @Test
    void the_nearest_queue_behind_a_position_is_who_comes_to_it_first() {
        places.visit("slow", 100);
        places.visit("fast", 700);

        assertThat(places.distanceTo(800)).isEqualTo(100);
        assertThat(places.distanceTo(700)).isZero();
        assertThat(places.distanceTo(600)).isEqualTo(500);
    }

    @Test
    void nobody_comes_to_what_lies_behind_all() {
        places.visit("slow", 100);
        places.visit("fast", 700);

        assertThat(places.distanceTo(99)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void the_last_queue_counts_only_within_reach() {
        places.visit("other consumer", 0);
        places.visit("slow", 800);
        places.visit("fast", 1000);

        assertThat(places.distanceOfLast(1000, 500)).isEqualTo(200);
        assertThat(places.distanceOfLast(1000, 2000)).isEqualTo(1000);
        assertThat(places.distanceOfLast(0, 2000)).isZero();
    }

    @Test
    void a_queue_that_is_read_no_more_is_waited_for_by_nobody() {
        places.visit("stopped", 100);
        for (long position = 200; position < 3000; position++) {
            places.visit("reading", position);
        }

        assertThat(places.distanceTo(150)).isEqualTo(Long.MAX_VALUE);
        assertThat(places.distanceOfLast(3000, 5000)).isEqualTo(1);
    }
}
