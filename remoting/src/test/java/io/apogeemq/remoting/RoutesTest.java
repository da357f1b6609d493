package io.apogeemq.remoting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.NoHeader;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final int COUNT = 100_000;

    private final Routes routes = new Routes();

    private void on(int code) {
        routes.on(code, NoHeader.CODEC, Lane.IO, (call, none) -> Reply.okNow());
    }

    @Test
    void a_code_is_found_wherever_it_lies() {
        int[] codes = {0, 11, 255, 256, 1023, 1024, 5001, 200_050, 200_151, 262_143};
        for (int code : codes) {
            on(code);
        }
        for (int code : codes) {
            assertThat(routes.find(code)).isNotNull();
            assertThatThrownBy(() -> on(code)).hasMessage("request code " + code + " has a route already");
        }
        for (int code : new int[] {-1, 1, 257, 200_051, 262_144, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThat(routes.find(code)).as("code %d", code).isNull();
        }
    }

    @Test
    void a_table_without_some_codes_has_the_others() {
        on(11);
        on(12);
        on(200_050);
        Routes without = routes.without(11, 200_050);
        assertThat(without.find(11)).isNull();
        assertThat(without.find(200_050)).isNull();
        assertThat(without.find(12)).isNotNull();
        assertThat(routes.find(11)).isNotNull();
    }

    @Test
    void looking_for_a_handler_takes_no_memory() {
        on(RequestCode.POP_MESSAGE);
        int unknown = 200_999;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        lookUp(unknown);
        long before = threads.getCurrentThreadAllocatedBytes();
        lookUp(unknown);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(COUNT);
    }

    private void lookUp(int unknown) {
        for (int i = 0; i < COUNT; i++) {
            if (routes.find(RequestCode.POP_MESSAGE) == null || routes.find(unknown) != null) {
                throw new AssertionError("the table is wrong");
            }
        }
    }
}
