package io.apogeemq.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.protocol.code.Language;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers as people write them and as RocketMQ 4.9.8 or 5.5.0 read them (tried with their jars). */
class HandMadeHeadTest {
    private final Head head = new Head();

    private Head read(String json) throws BadFrame {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        head.read(ByteBuffer.allocate(4 + text.length)
                .putInt(text.length)
                .put(text)
                .flip());
        return head;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":10,\"language\":\"GO\",\"opaque\":5,\"flag\":2,\"extFields\":{\"a\":\"b\",\"n\":\"7\"}}",
                "{'code':10,'language':'GO','opaque':5,'flag':2,'extFields':{'a':'b','n':'7'}}",
                "{code:10,language:'GO',opaque:5,flag:2,extFields:{a:\"b\",n:7}}",
                "{\"code\":\"10\",\"language\":9,\"opaque\":\"5\",\"flag\":\"2\",\"extFields\":{\"a\":\"b\",\"n\":7}}",
                "{\"code\":10.0,\"language\":\"9\",\"opaque\":5.0,\"flag\":2,\"extFields\":{\"a\":\"b\",\"n\":7,},}",
                " { \"code\" : 10 ,, \"language\" : \"GO\" , \"opaque\" : +5 , \"flag\" : 2 ,"
                        + " \"extFields\" : { , \"a\" : \"b\" , , \"n\" : 7 } } ",
                "{\"code\":10,\"language\":\"GO\",\"opaque\":5,\"flag\":2,\"x\":{'y':[1,{z:\"'\"},],},\"my_key\":'\"',"
                        + "\"extFields\":{\"a\":\"b\",\"n\":\"7\",\"none\":null}}",
            })
    void what_is_meant_is_read(String json) throws BadFrame {
        Head read = read(json);
        assertThat(read.code()).isEqualTo(10);
        assertThat(read.language()).isEqualTo(Language.GO);
        assertThat(read.opaque()).isEqualTo(5);
        assertThat(read.isOneway()).isTrue();
        assertThat(read.count()).isEqualTo(2);
        assertThat(Map.of(read.name(0), read.text(0), read.name(1), read.text(1)))
                .isEqualTo(Map.of("a", "b", "n", "7"));
    }

    @Test
    void what_is_not_said_is_the_default() throws BadFrame {
        for (String json : new String[] {
            "{}", "{,}", "{\"code\":null,\"opaque\":null,\"extFields\":null}", "{\"code\":\"\",\"extFields\":\"\"}"
        }) {
            Head read = read(json);
            assertThat(read.code()).isZero();
            assertThat(read.opaque()).isZero();
            assertThat(read.count()).isZero();
            assertThat(read.language()).isEqualTo(Language.JAVA);
        }
        assertThat(read("{\"language\":\"KOTLIN\"}").language()).isEqualTo(Language.OTHER);
        assertThat(read("{\"language\":99}").language()).isEqualTo(Language.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":ten}",
                "{\"code\":\"10'}",
                "{'code\":10}",
                "{code 10}",
                "{:10}",
                "{\"code\":10",
                "{\"code\":10,",
                "{\"code\":10,,",
                "{\"extFields\":{\"a\":\"b\"}",
                "[]",
                ""
            })
    void what_means_nothing_is_refused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(BadFrame.class);
    }
}
