package io.apogeemq.protocol.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, reading them ends soon, in a value or in a {@link BadBody}. */
class HostileBodyTest {
    private static final int LENGTH = 4 << 20;

    @Test
    void a_text_nested_without_end_is_refused() {
        for (String opening : new String[] {"[", "{\"a\":", "{{", "[{\"a\":"}) {
            assertRefused(opening.repeat(LENGTH / opening.length()), "nested deeper than 64");
        }
    }

    @Test
    void a_text_of_nothing_but_brackets_is_refused() {
        assertRefused("[" + "[],".repeat(LENGTH / 3) + "[]]", "more values");
        assertRefused("[" + "{},".repeat(LENGTH / 3) + "{}]", "more values");
        assertRefused("[" + "1,".repeat(LENGTH / 2) + "1]", "more values");
    }

    @Test
    void a_number_without_end_is_refused() {
        assertRefused("{\"table\":{\"a\":" + "9".repeat(LENGTH) + "}}", "");
        assertRefused("{\"table\":{\"a\":0." + "9".repeat(LENGTH) + "}}", "");
        assertRefused("{\"table\":{" + "9".repeat(LENGTH) + ":\"a\"}}", "");
    }

    @Test
    void pointers_do_not_multiply() {
        String many = "[" + "\"x\",".repeat(100_000) + "\"x\"]";
        assertRefused(
                "{\"a\":" + many + ",\"topicList\":[" + "{\"$ref\":\"$.a\"},".repeat(50_000) + "1]}",
                "points at more values");
        assertRefused("{\"a\":[{\"$ref\":\"$.a\"}]}", "points at a pointer");
    }

    @Test
    void any_change_of_a_body_is_read_or_refused() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] good = RegisterBrokerBody.BODY.write(new RegisterBrokerBody(
                java.util.List.of("f"),
                TopicTableBody.of(
                        new DataVersion(1, 2, 3),
                        Map.of("T\u00e9", TopicRecord.of("T\u00e9", 4, 6), "U", TopicRecord.of("U", 8, 4)))));
        String alphabet = "{}[]\",:'\\$ref019-+.eE_ntu/\u0000\u00ff";
        for (int i = 0; i < 100_000; i++) {
            byte[] changed =
                    Arrays.copyOf(good, random.nextInt(10) == 0 ? random.nextInt(good.length + 1) : good.length);
            for (int change = random.nextInt(6); change > 0 && changed.length > 0; change--) {
                byte value = random.nextBoolean()
                        ? (byte) random.nextInt()
                        : (byte) alphabet.charAt(random.nextInt(alphabet.length()));
                changed[random.nextInt(changed.length)] = value;
            }
            try {
                RegisterBrokerBody.BODY.read(changed);
            } catch (BadBody expected) {
                assertThat(expected.getMessage()).hasSizeLessThan(1000);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "seed " + seed + ", try " + i + ": " + new String(changed, StandardCharsets.UTF_8), e);
            }
        }
    }

    private static void assertRefused(String text, String cause) {
        assertThatThrownBy(() -> KvTable.BODY.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadBody.class)
                .hasMessageContaining(cause)
                .message()
                .hasSizeLessThan(1000);
    }
}
