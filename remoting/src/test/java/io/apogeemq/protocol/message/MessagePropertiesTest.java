package io.apogeemq.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessagePropertiesTest {
    private final MessageProperties properties = new MessageProperties();

    @Test
    void entries_are_found_with_and_without_the_last_mark() {
        for (String end : new String[] {"", "\u0002"}) {
            properties.set("TAGS\u0001TagA\u0002KEYS\u0001k1 k2" + end);

            assertThat(properties.get("TAGS")).isEqualTo("TagA");
            assertThat(properties.get("KEYS")).isEqualTo("k1 k2");
            assertThat(properties.get("KEY")).isNull();
            assertThat(properties.get("KEYSS")).isNull();
            assertThat(properties.tagCode()).isEqualTo(2598919);
            assertThat(properties.toString()).isEqualTo("TAGS\u0001TagA\u0002KEYS\u0001k1 k2\u0002");
        }
    }

    @Test
    void entries_without_a_name_or_a_value_do_not_count_and_the_last_of_a_name_does() {
        properties.set("a\u0001\u0002\u0001x\u0002noise\u0002\u0002b\u00011\u0002b\u00012\u0002");

        assertThat(properties.toMap()).containsExactly(Map.entry("b", "2"));
        assertThat(properties.has("a")).isFalse();
        properties.remove("b");
        assertThat(properties.has("b")).isFalse();
    }

    @Test
    void put_replaces_and_remove_takes_away() {
        properties.put("WAIT", "true");
        properties.put("TAGS", "a");
        properties.put("WAIT", "false");

        assertThat(properties.is("WAIT", "false")).isTrue();
        assertThat(properties.is("WAIT", "fals")).isFalse();
        assertThat(properties.toString()).isEqualTo("TAGS\u0001a\u0002WAIT\u0001false\u0002");
        properties.remove("TAGS");
        assertThat(properties.toString()).isEqualTo("WAIT\u0001false\u0002");
    }

    @Test
    void marks_in_names_and_values_are_refused() {
        assertThatThrownBy(() -> properties.put("a", "x\u0002y")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> properties.put("a\u0001", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> properties.put("", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void any_map_comes_back() {
        long seed = 11;
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            Map<String, String> map = new LinkedHashMap<>();
            int count = random.nextInt(30);
            for (int j = 0; j < count; j++) {
                map.put(text(random, 1), text(random, 1));
            }
            byte[] bytes = MessageProperties.encode(map);
            properties.set(bytes, 0, bytes.length);

            assertThat(properties.toMap()).as("seed %d, map %d", seed, i).isEqualTo(map);
            assertThat(MessageProperties.decode(new String(bytes, StandardCharsets.UTF_8)))
                    .isEqualTo(map);
            map.forEach((name, value) -> assertThat(properties.get(name)).isEqualTo(value));
            assertThat(properties.tagCode()).isEqualTo(TagCode.of(map.get("TAGS")));
        }
    }

    private static String text(Random random, int least) {
        StringBuilder text = new StringBuilder();
        int length = least + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(
                    random.nextInt(10) == 0
                            ? "\u4E2D\u6587".charAt(random.nextInt(2))
                            : (char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    @Test
    void nulls_are_left_out() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("a", null);
        map.put("b", "1");

        assertThat(new String(MessageProperties.encode(map), StandardCharsets.UTF_8))
                .isEqualTo("b\u00011\u0002");
    }

    @Test
    void a_property_made_before_is_put_like_its_name_and_value() {
        for (String value : List.of("cn-1", "\u4e2d", "")) {
            for (String before :
                    List.of("", "A\u0001b\u0002", "R\u0001old\u0002A\u0001b\u0002R\u0001older\u0002", "A\u0001b")) {
                MessageProperties expected = new MessageProperties();
                expected.set(before);
                expected.put("R", value);
                expected.put("S", "t");

                MessageProperties properties = new MessageProperties();
                properties.set(before);
                properties.put(new MessageProperties.FixedProperty("R", value));
                properties.put(new MessageProperties.FixedProperty("S", "t"));

                assertThat(properties.toMap()).isEqualTo(expected.toMap());
                assertThat(properties.toBytes()).isEqualTo(expected.toBytes());
                assertThat(properties.get("R")).isEqualTo(value.isEmpty() ? null : value);
            }
        }
    }
}
