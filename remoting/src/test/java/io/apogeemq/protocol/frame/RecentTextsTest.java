package io.apogeemq.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentTextsTest {
    private final RecentTexts texts = new RecentTexts();

    private String read(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return texts.of(bytes, 1, bytes.length - 1);
    }

    @Test
    void a_text_that_comes_again_is_the_same_object() {
        String first = read("orders");

        assertThat(first).isEqualTo("orders");
        assertThat(read("orders")).isSameAs(first);
    }

    @Test
    void any_text_comes_back_as_it_was_whatever_was_read_before() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        // few letters and short, so that places and hashes meet; some of two and three bytes, some too long to be kept
        String letters = "aB\u0001\u00e9\u4e2d";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(10) == 0 ? random.nextInt(100) : random.nextInt(6);
            for (int j = 0; j < length; j++) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(read(text.toString())).as("seed %d", seed).isEqualTo(text.toString());
        }
    }
}
