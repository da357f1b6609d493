package io.apogeemq.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PropertyTextTest {
    @Test
    void blanks_around_keys_and_values_do_not_count() {
        Map<String, String> values = of("a = 1  \nb=2\t\n  c :3\n#d=4\n");

        assertThat(values).isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));
    }

    @Test
    void comments_in_raw_utf8_are_comments() {
        Map<String, String> values = of("#所属集群名字\nbrokerClusterName=rocketmq-cluster\n#刷盘方式\\\nx=1\n");

        assertThat(values).isEqualTo(Map.of("brokerClusterName", "rocketmq-cluster", "x", "1"));
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_line() {
        assertThat(of("\uFEFFa=1\n")).isEqualTo(Map.of("a", "1"));
        assertThat(of("\uFEFF# comment\na=1\n")).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void escapes_and_continued_lines_are_understood() {
        assertThat(of("name=\\u7ecf\\u7eaa\\u4eba\npath=/data/\\\n   store\n"))
                .isEqualTo(Map.of("name", "经纪人", "path", "/data/store"));
    }

    @Test
    void a_broken_escape_is_refused() {
        assertThatThrownBy(() -> of("a=\\u12\n")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_key_that_stands_twice_is_told_and_its_last_value_counts() {
        PropertyText text = PropertyText.ofFile("a=1\nb=2\na=3\na=4\n".getBytes(UTF_8));

        assertThat(text.values()).isEqualTo(Map.of("a", "4", "b", "2"));
        assertThat(text.twice()).containsExactly("a");
    }

    @Test
    void what_is_printed_is_read_back_whatever_it_holds() {
        long seed = System.identityHashCode(this);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Map<String, String> values = new TreeMap<>();
            for (int i = 0; i < 4; i++) {
                values.put(anyText(random).replace(' ', '_') + i, anyText(random));
            }

            String printed = PropertyText.print(values);

            assertThat(PropertyText.ofFile(printed.getBytes(ISO_8859_1)).values())
                    .as("seed %d, round %d: %s", seed, round, printed)
                    .isEqualTo(values);
            assertThat(PropertyText.ofText(printed).values()).isEqualTo(values);
        }
    }

    private static String anyText(Random random) {
        String letters = "az:=#!\\ \"';,{}/\t\n\r\f~é经\u0000\u00ff";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString().strip();
    }

    private static Map<String, String> of(String text) {
        return PropertyText.ofFile(text.getBytes(UTF_8)).values();
    }
}
