package io.apogeemq.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Position;
import io.apogeemq.store.disk.SystemDisk;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueFiles;
import io.apogeemq.store.queue.QueueTable;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VisibilityTest {
    private static final int BYTES = 100;

    private final Position written = new Position("written", 0);
    private final Position replicated = new Position("replicated", 0);
    private final StagedBytes staged = new StagedBytes(16);
    private final ConsumeQueue queue =
            new QueueTable(new QueueFiles(new SystemDisk(), Path.of("not made"), 6_000_000, 1)).findOrMake("t", 0);

    private void write(Visibility visibility, long number) {
        staged.begin(number);
        staged.grows(queue, number);
        staged.endsAt(number * BYTES, 0);
        visibility.onWritten(staged);
        visibility.catchUp();
    }

    /** Room for two writes of one queue each, so the third and what follows is shown as one. */
    @Test
    void a_line_that_is_full_shows_more_at_once_instead_of_growing() {
        Visibility visibility = new Visibility(written, replicated, 4);
        for (int i = 1; i <= 10; i++) {
            write(visibility, i);
        }

        replicated.advanceTo(BYTES);
        visibility.catchUp();
        assertThat(visibility.visible().get()).isEqualTo(BYTES);
        assertThat(queue.maxOffset()).isEqualTo(1);

        replicated.advanceTo(9 * BYTES);
        visibility.catchUp();
        assertThat(visibility.visible().get()).isEqualTo(BYTES);

        replicated.advanceTo(10 * BYTES);
        visibility.catchUp();
        assertThat(visibility.visible().get()).isEqualTo(10 * BYTES);
        assertThat(queue.maxOffset()).isEqualTo(10);
        write(visibility, 11);
        replicated.advanceTo(11 * BYTES);
        visibility.catchUp();
        assertThat(queue.maxOffset()).isEqualTo(11);
    }

    @Test
    void with_nothing_to_wait_for_what_is_written_is_shown() {
        Visibility visibility = new Visibility(written, null, 4);
        write(visibility, 1);

        assertThat(visibility.visible()).isSameAs(written);
        assertThat(queue.maxOffset()).isEqualTo(1);
    }
}
