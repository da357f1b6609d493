package io.apogeemq.protocol.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {
    @ParameterizedTest
    @CsvSource({
        "4, 0, 0, 213",
        "4, 3, 0, 273",
        "4, 9, 4, 401",
        "4, 9, 8, 409",
        "5, 0, 0, 413",
        "5, 3, 4, 481",
        "5, 5, 0, 513"
    })
    void a_release_has_its_place_in_the_list(int major, int minor, int patch, int code) {
        assertThat(Version.code(major, minor, patch)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "0, V3_0_0",
        "28, V3_0_7_SNAPSHOT",
        "37, V3_0_11",
        "45, V3_0_15",
        "62, V3_1_8_SNAPSHOT",
        "79, V3_2_6",
        "87, V3_3_1",
        "121, V3_4_9",
        "137, V3_5_8",
        "143, V3_6_2",
        "211, V3_9_9",
        "212, V4_0_0_SNAPSHOT",
        "213, V4_0_0",
        "232, V4_1_0_SNAPSHOT",
        "411, V4_9_9",
        "412, V5_0_0_SNAPSHOT",
        "513, V5_5_0",
        "611, V5_9_9",
        "612, HIGHER_VERSION",
        "40000, HIGHER_VERSION"
    })
    void a_number_is_shown_as_its_release(int code, String name) {
        assertThat(Version.name(code)).isEqualTo(name);
    }

    @Test
    void codes_have_names() {
        assertThat(RequestCode.name(310)).isEqualTo("SEND_MESSAGE_V2");
        assertThat(ResponseCode.name(17)).isEqualTo("TOPIC_NOT_EXIST");
        assertThat(RequestCode.name(209)).isEqualTo("209");
        assertThat(Version.CURRENT).isEqualTo(Version.code(5, 5, 0));
    }
}
