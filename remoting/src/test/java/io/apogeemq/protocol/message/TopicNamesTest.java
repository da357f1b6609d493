package io.apogeemq.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicNamesTest {

    @Test
    void names_are_refused_in_the_words_of_the_protocol() {
        assertThat(TopicNames.refuseTopic("Topic_A-1|%")).isNull();
        assertThat(TopicNames.refuseTopic(" ")).isEqualTo("The specified topic is blank.");
        assertThat(TopicNames.refuseGroup(null)).isEqualTo("The specified group is blank.");
        assertThat(TopicNames.refuseTopic("a.b"))
                .isEqualTo("The specified topic: a.b, contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$");
        String longName = "t".repeat(128);
        assertThat(TopicNames.refuseTopic(longName))
                .isEqualTo("The specified topic: " + longName + ", is longer than topic max length: 127");
        assertThat(TopicNames.refuseGroup("g".repeat(121)))
                .isEqualTo("The specified group: " + "g".repeat(121) + ", is longer than group max length: 120");
        assertThat(TopicNames.refuseTopic("%RETRY%" + "g".repeat(200))).isNull();
        assertThat(TopicNames.refuseTopic("%RETRY%" + "g".repeat(249))).isNotNull();
    }

    @Test
    void system_topics_are_known() {
        assertThat(TopicNames.isSystem("TBW102")).isTrue();
        assertThat(TopicNames.isSystem("rmq_sys_wheel_timer")).isTrue();
        assertThat(TopicNames.isSystem("orders")).isFalse();
        assertThat(TopicNames.refusesSends("SCHEDULE_TOPIC_XXXX")).isTrue();
        assertThat(TopicNames.refusesSends("TBW102")).isFalse();
    }

    @Test
    void the_items_of_a_batch_body_come_back() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 10; i++) {
            BatchBody.write(i, new byte[i], MessageProperties.encode(Map.of("k", "v" + i)), bytes);
        }
        ByteBuffer body = ByteBuffer.wrap(bytes.toByteArray());
        BatchBody items = new BatchBody();
        MessageProperties properties = new MessageProperties();

        items.open(body);
        for (int i = 0; i < 10; i++) {
            assertThat(items.next()).isTrue();
            assertThat(items.flag()).isEqualTo(i);
            assertThat(items.body().remaining()).isEqualTo(i);
            items.properties(properties);
            assertThat(properties.get("k")).isEqualTo("v" + i);
        }
        assertThat(items.next()).isFalse();
        assertThat(items.isBroken()).isFalse();

        items.open(body.duplicate().limit(body.limit() - 1));
        int count = 0;
        while (items.next()) {
            count++;
        }
        assertThat(count).isEqualTo(9);
        assertThat(items.isBroken()).isTrue();
        assertThat(items.whyBroken()).contains("item 9");
    }

    @Test
    void an_item_with_properties_too_long_for_a_message_is_named_with_both_lengths() {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        BatchBody.write(0, new byte[3], MessageProperties.encode(Map.of("k", "v")), first);
        int properties = 40_000;
        ByteBuffer body = ByteBuffer.allocate(first.size() + 22 + 3 + properties);
        body.put(first.toByteArray());
        // as a client writes it that does not look at the length: its lower 16 bits
        body.putInt(22 + 3 + properties).putInt(0).putInt(0).putInt(0).putInt(3);
        body.put(new byte[3]).putShort((short) properties);
        body.rewind();
        BatchBody items = new BatchBody();

        items.open(body);
        assertThat(items.next()).isTrue();
        assertThat(items.next()).isFalse();
        assertThat(items.whyBroken()).isEqualTo("item 1 has properties of 40000 bytes, a message holds 32767");
    }
}
