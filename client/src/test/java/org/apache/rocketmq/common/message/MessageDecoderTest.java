package org.apache.rocketmq.common.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bytes were taken off the released 5.5.0 artifacts. */
class MessageDecoderTest {
    private static final String RECORD = "00000062daa320a700000000000000010000000000000000000000000000000000000000"
            + "0000000000000000000000020a0000050000000100000000000000030a000009000000020000000000000000000000000000"
            + "00026869015400046b017602";

    private static MessageExt message() {
        MessageExt message = new MessageExt(
                1, 2, new InetSocketAddress("10.0.0.5", 1), 3, new InetSocketAddress("10.0.0.9", 2), "id");
        message.setTopic("T");
        message.setBody("hi".getBytes(StandardCharsets.UTF_8));
        MessageAccessor.putProperty(message, "k", "v");
        return message;
    }

    @Test
    void a_message_becomes_the_record_that_brokers_store() throws Exception {
        assertThat(HexFormat.of().formatHex(MessageDecoder.encode(message(), false)))
                .isEqualTo(RECORD);
    }

    @Test
    void a_record_becomes_the_message_again_and_the_buffer_moves_behind_it() {
        ByteBuffer buffer = ByteBuffer.wrap(HexFormat.of().parseHex(RECORD + RECORD));
        MessageExt first = MessageDecoder.decode(buffer);
        assertThat(buffer.position()).isEqualTo(98);
        assertThat(first)
                .isExactlyInstanceOf(MessageExt.class)
                .hasToString("MessageExt [brokerName=null, queueId=1, storeSize=98, queueOffset=0, sysFlag=0,"
                        + " bornTimestamp=2, bornHost=/10.0.0.5:1, storeTimestamp=3, storeHost=/10.0.0.9:2,"
                        + " msgId=0A000009000000020000000000000000, commitLogOffset=0, bodyCRC=0, reconsumeTimes=0,"
                        + " preparedTransactionOffset=0, toString()=Message{topic='T', flag=0, properties={k=v},"
                        + " body=[104, 105], transactionId='null'}]");
        assertThat(MessageDecoder.decode(buffer, false).getBody()).isNull();
        assertThat(MessageDecoder.decode(buffer)).isNull();
        assertThat(MessageDecoder.decodes(ByteBuffer.wrap(HexFormat.of().parseHex(RECORD + RECORD))))
                .hasSize(2)
                .hasOnlyElementsOfType(MessageClientExt.class);
    }

    @Test
    void compressed_bodies_are_restored_and_damaged_ones_give_no_message() throws Exception {
        MessageExt message = message();
        byte[] body = "hi".repeat(20).getBytes(StandardCharsets.UTF_8);
        message.setBody(body);
        message.setSysFlag(0x301);
        byte[] record = MessageDecoder.encode(message, true);
        MessageExt back = MessageDecoder.decode(ByteBuffer.wrap(record));
        assertThat(back.getBody()).isEqualTo(body);
        assertThat(back.getSysFlag()).isEqualTo(0x300);
        assertThat(MessageDecoder.decode(ByteBuffer.wrap(record), true, false).getSysFlag())
                .isEqualTo(0x301);
        record[90] ^= 1;
        assertThat(MessageDecoder.decode(ByteBuffer.wrap(record))).isNull();
    }

    @Test
    void bytes_that_are_no_record_give_no_message() {
        ByteBuffer zeros = ByteBuffer.allocate(200);
        assertThat(MessageDecoder.decode(zeros)).isNull();
        assertThat(zeros.hasRemaining()).isFalse();
        assertThat(MessageDecoder.decodes(ByteBuffer.allocate(200))).isEmpty();
    }

    @Test
    void properties_become_text_and_back() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("a", "1");
        properties.put("b", null);
        properties.put("c", "");
        assertThat(MessageDecoder.messageProperties2String(properties)).isEqualTo("a\u00011\u0002c\u0001\u0002");
        assertThat(MessageDecoder.messageProperties2String(null)).isEmpty();
        assertThat(MessageDecoder.string2messageProperties("a\u00011\u0002bb\u0002c\u0001\u0002\u00011\u0002d\u00012"))
                .isEqualTo(Map.of("a", "1", "d", "2"));
        assertThat(MessageDecoder.string2messageProperties(null)).isEmpty();
    }

    @Test
    void items_of_a_batch_are_laid_out_one_after_another() throws Exception {
        Message item = new Message();
        item.setFlag(3);
        item.setBody(new byte[] {104, 105});
        MessageAccessor.putProperty(item, "KEYS", "k");
        assertThat(HexFormat.of().formatHex(MessageDecoder.encodeMessage(item)))
                .isEqualTo("0000001f000000000000000000000003000000026869" + "0007" + "4b455953016b02");
        byte[] two = MessageDecoder.encodeMessages(List.of(item, item));
        assertThat(MessageDecoder.countInnerMsgNum(ByteBuffer.wrap(two))).isEqualTo(2);
        assertThat(MessageDecoder.decodeMessages(ByteBuffer.wrap(two)))
                .hasSize(2)
                .allSatisfy(each -> {
                    assertThat(each.getFlag()).isEqualTo(3);
                    assertThat(each.getKeys()).isEqualTo("k");
                    assertThat(Arrays.toString(each.getBody())).isEqualTo("[104, 105]");
                });
    }

    @Test
    void offset_ids_name_host_and_position() throws Exception {
        String id = "7F00000100002A9F00000000000001DC";
        assertThat(MessageDecoder.createMessageId(new InetSocketAddress("127.0.0.1", 10911), 476))
                .isEqualTo(id);
        assertThat(MessageDecoder.decodeMessageId(id).getAddress())
                .isEqualTo(new InetSocketAddress("127.0.0.1", 10911));
        assertThat(MessageDecoder.decodeMessageId(id).getOffset()).isEqualTo(476);
        assertThatThrownBy(() -> MessageDecoder.decodeMessageId("zz")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unique_ids_differ_and_tell_their_maker() {
        String id = MessageClientIDSetter.createUniqID();
        assertThat(id).matches("[0-9A-F]{32}|[0-9A-F]{56}").isNotEqualTo(MessageClientIDSetter.createUniqID());
        assertThat(MessageClientIDSetter.getPidFromID(id))
                .isEqualTo((int) (ProcessHandle.current().pid() & 0xFFFF));
        assertThat(MessageClientIDSetter.getIPStrFromID("7F00000100002A9F00000000000001DC"))
                .isEqualTo("127.0.0.1");
        Message message = new Message("T", new byte[1]);
        MessageClientIDSetter.setUniqID(message);
        String first = MessageClientIDSetter.getUniqID(message);
        MessageClientIDSetter.setUniqID(message);
        assertThat(MessageClientIDSetter.getUniqID(message)).isEqualTo(first);
    }
}
