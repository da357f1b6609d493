package io.apogeemq.client.consume.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.client.consume.Messages;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HeldMessagesTest {
    private static final BrokerQueue QUEUE = new BrokerQueue("b", 0, "T");
    private final HeldMessages held = new HeldMessages();

    @Test
    void nothing_may_be_stored_before_something_was_held() {
        assertThat(held.doneBefore()).isEmpty();
    }

    @Test
    void one_slow_message_holds_the_offset_back() {
        List<ReceivedMessage> messages = Messages.range(QUEUE, 10, 3);
        held.add(messages);
        held.finish(messages.get(1));
        held.finish(messages.get(2));
        assertThat(held.doneBefore()).hasValue(10);
        assertThat(held.span()).isEqualTo(2);

        held.finish(messages.get(0));
        assertThat(held.doneBefore()).hasValue(13);
        assertThat(held.isEmpty()).isTrue();
        assertThat(held.bytes()).isZero();
    }

    @Test
    void a_message_pulled_twice_is_held_once() {
        held.add(Messages.range(QUEUE, 10, 3));
        assertThat(held.add(Messages.range(QUEUE, 11, 3)))
                .extracting(ReceivedMessage::offset)
                .containsExactly(13L);
        assertThat(held.count()).isEqualTo(4);
    }

    @Test
    void what_is_taken_is_committed_together() {
        held.add(Messages.range(QUEUE, 10, 5));
        assertThat(held.take(2)).hasSize(2);
        assertThat(held.take(1)).hasSize(1);
        assertThat(held.takenCount()).isEqualTo(3);

        assertThat(held.commit()).hasValue(13);
        assertThat(held.count()).isEqualTo(2);
        assertThat(held.commit()).isEmpty();
    }

    @Test
    void what_is_put_back_comes_again_in_its_place() {
        held.add(Messages.range(QUEUE, 10, 5));
        held.take(2);
        held.take(2);
        held.putBackFrom(12);
        assertThat(held.take(9)).extracting(ReceivedMessage::offset).containsExactly(12L, 13L, 14L);

        held.putBackAll();
        assertThat(held.take(9)).hasSize(5);
    }

    @Test
    void a_message_finished_while_taken_is_not_given_again() {
        List<ReceivedMessage> messages = Messages.range(QUEUE, 10, 3);
        held.add(messages);
        held.take(2);
        held.finish(messages.get(0));
        held.putBackFrom(10);

        assertThat(held.take(9)).extracting(ReceivedMessage::offset).containsExactly(11L, 12L);
        assertThat(held.commit()).hasValue(13);
    }

    @Test
    void any_order_of_finishing_stores_the_smallest_offset_not_done() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TreeMap<Long, ReceivedMessage> model = new TreeMap<>();
        long next = 0;
        for (int step = 0; step < 2_000; step++) {
            if (random.nextInt(3) == 0) {
                next += random.nextInt(3);
                List<ReceivedMessage> pulled = Messages.range(QUEUE, next, random.nextInt(1, 40));
                held.add(pulled);
                pulled.forEach(message -> model.put(message.offset(), message));
                next += pulled.size();
            } else {
                List<ReceivedMessage> some = new ArrayList<>(model.values());
                Collections.shuffle(some, random);
                for (ReceivedMessage message : some.subList(0, Math.min(some.size(), random.nextInt(40)))) {
                    held.finish(message);
                    model.remove(message.offset());
                }
            }
            assertThat(held.count()).as("seed %d", seed).isEqualTo(model.size());
            if (next > 0) {
                assertThat(held.doneBefore())
                        .as("seed %d", seed)
                        .isEqualTo(OptionalLong.of(model.isEmpty() ? next : model.firstKey()));
            }
        }
    }
}
