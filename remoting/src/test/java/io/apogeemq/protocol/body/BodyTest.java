package io.apogeemq.protocol.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are those of spec/requests.md 3 and of the single requests. */
class BodyTest {
    private static final String TOPIC_A =
            "{\"attributes\":{\"message.type\":\"FIFO\"},\"order\":false,\"perm\":6,\"readQueueNums\":4,\"topicFilterType\":\"SINGLE_TAG\","
                    + "\"topicName\":\"TopicA\",\"topicSysFlag\":0,\"writeQueueNums\":4}";

    @Test
    void a_topic_is_written_with_every_member_in_order() {
        TopicRecord topic = TopicRecord.BODY.read(utf8(TOPIC_A));

        assertThat(topic)
                .isEqualTo(new TopicRecord(
                        Map.of("message.type", "FIFO"), false, 6, 4, TopicFilterType.SINGLE_TAG, "TopicA", 0, 4));
        assertThat(text(TopicRecord.BODY.write(topic))).isEqualTo(TOPIC_A);
    }

    @Test
    void what_a_topic_does_not_say_is_the_default() {
        TopicRecord topic =
                TopicRecord.BODY.read(utf8("{\"topicName\":\"T\",\"unknown\":{\"a\":[1,null]},\"order\":null}"));

        assertThat(topic).isEqualTo(new TopicRecord(Map.of(), false, 6, 16, TopicFilterType.SINGLE_TAG, "T", 0, 16));
    }

    @Test
    void a_group_is_written_with_its_defaults() {
        assertThat(text(GroupRecord.BODY.write(GroupRecord.of("g1"))))
                .isEqualTo(
                        "{\"attributes\":{},\"brokerId\":0,\"consumeBroadcastEnable\":true,\"consumeEnable\":true,\"consumeFromMinEnable\":true,"
                                + "\"consumeMessageOrderly\":false,\"consumeTimeoutMinute\":15,\"groupName\":\"g1\",\"groupRetryPolicy\":{\"type\":\"CUSTOMIZED\"},"
                                + "\"groupSysFlag\":0,\"notifyConsumerIdsChangedEnable\":true,\"retryMaxTimes\":16,\"retryQueueNums\":1,\"whichBrokerWhenConsumeSlowly\":1}");
        assertThat(GroupRecord.BODY.read(utf8("{\"groupName\":\"g1\"}"))).isEqualTo(GroupRecord.of("g1"));
    }

    @Test
    void a_route_is_legal_json_for_those_who_ask_for_it() {
        Map<Long, String> addresses = new LinkedHashMap<>();
        addresses.put(1L, "10.0.0.2:10911");
        addresses.put(0L, "10.0.0.1:10911");
        TopicRoute route = new TopicRoute(
                List.of(new BrokerRecord(addresses, "broker-a", "c1", false, null)),
                Map.of(),
                null,
                List.of(new QueueRoute("broker-a", 6, 4, 0, 4)),
                null);

        String standard =
                "{\"brokerDatas\":[{\"brokerAddrs\":{\"0\":\"10.0.0.1:10911\",\"1\":\"10.0.0.2:10911\"},\"brokerName\":\"broker-a\",\"cluster\":\"c1\",\"enableActingMaster\":false}],"
                        + "\"filterServerTable\":{},\"queueDatas\":[{\"brokerName\":\"broker-a\",\"perm\":6,\"readQueueNums\":4,\"topicSysFlag\":0,\"writeQueueNums\":4}]}";
        assertThat(text(TopicRoute.BODY.write(route, JsonForm.STANDARD))).isEqualTo(standard);
        assertThat(text(TopicRoute.BODY.write(route)))
                .isEqualTo(standard.replace(
                        "{\"0\":\"10.0.0.1:10911\",\"1\":\"10.0.0.2:10911\"}",
                        "{1:\"10.0.0.2:10911\",0:\"10.0.0.1:10911\"}"));
        assertThat(TopicRoute.BODY.read(utf8(standard))).isEqualTo(route);
        assertThat(TopicRoute.BODY.read(TopicRoute.BODY.write(route))).isEqualTo(route);
    }

    @Test
    void the_keys_of_a_map_may_be_objects() {
        QueueOffsets offsets = new QueueOffsets(Map.of(new BrokerQueue("b", 0, "T"), 123L));
        String json = "{\"offsetTable\":{{\"brokerName\":\"b\",\"queueId\":0,\"topic\":\"T\"}:123}}";

        assertThat(text(QueueOffsets.BODY.write(offsets))).isEqualTo(json);
        assertThat(QueueOffsets.BODY.read(utf8(json))).isEqualTo(offsets);
        TopicStats stats = new TopicStats(
                Map.of(
                        new BrokerQueue("b", 0, "T"),
                        new QueueStats(5, 6, 0),
                        new BrokerQueue("b", 1, "T"),
                        new QueueStats(7, 8, 1)),
                0.5);
        assertThat(TopicStats.BODY.read(TopicStats.BODY.write(stats))).isEqualTo(stats);
        assertThat(TopicStats.BODY.read(TopicStats.BODY.write(stats, JsonForm.FILE)))
                .isEqualTo(stats);
    }

    @Test
    void offsets_are_kept_in_a_file_with_bare_keys_and_tabs() {
        OffsetTableBody table = new OffsetTableBody(null, null, Map.of("TopicA@g1", Map.of(3, 2L)), null);

        assertThat(text(OffsetTableBody.BODY.write(table, JsonForm.FILE)))
                .isEqualTo("{\n\t\"offsetTable\":{\n\t\t\"TopicA@g1\":{\n\t\t\t3:2\n\t\t}\n\t}\n}");
        assertThat(OffsetTableBody.BODY
                        .readFile(
                                utf8(
                                        "{\n\t\"offsetTable\":{\n\t\t\"TopicA@g1\":{0:6,\"1\":3, 2 : 3},\"%RETRY%g1@g1\":{0:1}\n\t}\n}"))
                        .offsets())
                .isEqualTo(Map.of("TopicA@g1", Map.of(0, 6L, 1, 3L, 2, 3L), "%RETRY%g1@g1", Map.of(0, 1L)));
    }

    @Test
    void a_heartbeat_is_read_as_a_client_sends_it() {
        String json =
                "{\"clientID\":\"10.0.0.9@4321#99887766\",\"consumerDataSet\":[{\"consumeFromWhere\":\"CONSUME_FROM_LAST_OFFSET\",\"consumeType\":\"CONSUME_PASSIVELY\","
                        + "\"groupName\":\"g1\",\"messageModel\":\"CLUSTERING\",\"subscriptionDataSet\":[{\"classFilterMode\":false,\"codeSet\":[2598919],\"expressionType\":\"TAG\","
                        + "\"subString\":\"TagA\",\"subVersion\":1700000000000,\"tagsSet\":[\"TagA\"],\"topic\":\"TopicA\"}],\"unitMode\":false}],\"heartbeatFingerprint\":0,"
                        + "\"producerDataSet\":[{\"groupName\":\"pg1\"}],\"withoutSub\":false}";

        HeartbeatBody heartbeat = HeartbeatBody.BODY.read(utf8(json));

        assertThat(heartbeat)
                .isEqualTo(new HeartbeatBody(
                        "10.0.0.9@4321#99887766",
                        Set.of(new ConsumerRecord(
                                ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET,
                                ConsumeType.CONSUME_PASSIVELY,
                                "g1",
                                MessageModel.CLUSTERING,
                                Set.of(new SubscriptionRecord(
                                        false,
                                        Set.of(2598919),
                                        "TAG",
                                        "TagA",
                                        1700000000000L,
                                        Set.of("TagA"),
                                        "TopicA")),
                                false)),
                        0,
                        Set.of(new ProducerRecord("pg1")),
                        false));
        assertThat(text(HeartbeatBody.BODY.write(heartbeat))).isEqualTo(json);
    }

    @Test
    void a_registration_carries_what_it_does_not_know_of_static_topics() {
        String json =
                "{\"filterServerList\":[],\"topicConfigSerializeWrapper\":{\"dataVersion\":{\"counter\":4,\"stateVersion\":0,\"timestamp\":1700000000000},"
                        + "\"mappingDataVersion\":{\"counter\":0,\"stateVersion\":0,\"timestamp\":1700000000000},\"topicConfigTable\":{\"TopicA\":"
                        + TOPIC_A
                        + "},\"topicQueueMappingDetailMap\":{},\"topicQueueMappingInfoMap\":{\"S\":{\"bname\":\"b\",\"currIdMap\":{\"0\":0},\"dirty\":false,\"x\":[1.5,null]}}}}";

        assertThat(text(RegisterBrokerBody.BODY.write(RegisterBrokerBody.BODY.read(utf8(json)))))
                .isEqualTo(json);
    }

    @Test
    void clusters_and_their_brokers_are_written_with_bare_keys() {
        ClusterInfo info = new ClusterInfo(
                Map.of("broker-a", new BrokerRecord(Map.of(0L, "10.0.0.1:10911"), "broker-a", "c1", false, null)),
                Map.of("c1", Set.of("broker-a")));
        String json =
                "{\"brokerAddrTable\":{\"broker-a\":{\"brokerAddrs\":{0:\"10.0.0.1:10911\"},\"brokerName\":\"broker-a\",\"cluster\":\"c1\",\"enableActingMaster\":false}},\"clusterAddrTable\":{\"c1\":[\"broker-a\"]}}";

        assertThat(text(ClusterInfo.BODY.write(info))).isEqualTo(json);
        assertThat(ClusterInfo.BODY.read(utf8(json))).isEqualTo(info);
    }

    @Test
    void a_sloppy_text_is_read_as_it_is_meant() {
        assertThat(LockBody.BODY.read(utf8(
                        " { clientId : 'c' , 'consumerGroup':'g',mqSet:[ {brokerName:'b',queueId:'7',topic:T1_x:1} ] }"
                                .replace("T1_x:1", "'T'"))))
                .isEqualTo(new LockBody("c", "g", Set.of(new BrokerQueue("b", 7, "T")), false));
    }

    @Test
    void a_pointer_to_a_value_written_before_is_followed() {
        LockBody body = LockBody.BODY.read(
                utf8(
                        "{\"clientId\":\"c\",\"consumerGroup\":\"g\",\"first\":{\"q\":[{\"brokerName\":\"b\",\"queueId\":0,\"topic\":\"T\"}]},\"mqSet\":[{\"$ref\":\"$.first.q[0]\"}]}"));

        assertThat(body.queues()).containsExactly(new BrokerQueue("b", 0, "T"));
    }

    @Test
    void texts_outside_ascii_survive() {
        KvTable table = new KvTable(Map.of("k\"\n\u0001", "订单 é \uD83D\uDE00 \\"));

        assertThat(KvTable.BODY.read(KvTable.BODY.write(table))).isEqualTo(table);
        assertThat(text(KvTable.BODY.write(table))).contains("订单 é \uD83D\uDE00");
    }

    @Test
    void a_body_may_lie_in_the_middle_of_a_buffer() {
        byte[] around = utf8("xx{\"groupList\":[\"g1\"]}yy");
        ByteBuffer onHeap = ByteBuffer.wrap(around, 2, around.length - 4);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(around.length).put(around).position(2).limit(around.length - 2);

        assertThat(GroupList.BODY.read(onHeap).groups()).containsExactly("g1");
        assertThat(GroupList.BODY.read(onHeap.slice()).groups()).containsExactly("g1");
        assertThat(GroupList.BODY.read(direct).groups()).containsExactly("g1");
        assertThat(direct.remaining()).isEqualTo(around.length - 4);
    }

    @Test
    void a_refusal_names_the_place_and_the_cause() {
        assertThatThrownBy(() -> TopicRoute.BODY.read(utf8("{\"queueDatas\":[{\"brokerName\":\"b\"},{\"perm\":6}]}")))
                .isInstanceOf(BadBody.class)
                .hasMessage("the body's queueDatas[1].brokerName is missing");
        assertThatThrownBy(() -> TopicTableBody.BODY.read(
                        utf8("{\"topicConfigTable\":{\"T\":{\"topicName\":\"T\",\"perm\":12345678901}}}")))
                .isInstanceOf(BadBody.class)
                .hasMessage("the body's topicConfigTable[T].perm does not fit 32 bits: 12345678901");
        assertThatThrownBy(() -> HeartbeatBody.BODY.read(
                        utf8("{\"clientID\":\"c\",\"consumerDataSet\":[{\"groupName\":\"g\",\"consumeType\":7}]}")))
                .isInstanceOf(BadBody.class)
                .hasMessageContaining("consumerDataSet[0].consumeType is 7, which is none of");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"x\"",
                "7",
                "{",
                "{\"table\":",
                "{\"table\":{\"a\":\"b\"}",
                "{\"table\":{\"a\":\"b}}",
                "{\"table\":[1,2]}",
                "{\"table\":{\"a\":tru}}",
                "{\"table\":{}} x",
                "{\"table\":{}}{}",
                "{:1}",
                "{\"table\":{\"a\":\"\\u12\"}}",
                "{\"table\":{\"a\":1e999999999}}",
                "{\"table\":{\"a\":{}}}",
                "\u0000",
                "{{}",
                "{\"table\":{{\"a\":1} 2}}",
                "{\"table\":{\"$ref\":\"$.nowhere\"}}",
                "{\"table\":{\"$ref\":\"$\"}}",
                "{\"table\":{\"$ref\":\"$.table\"}}"
            })
    void what_is_no_such_body_is_refused(String text) {
        assertThatThrownBy(() -> KvTable.BODY.read(utf8(text))).isInstanceOf(BadBody.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
