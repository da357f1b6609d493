package io.apogeemq.protocol.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heartbeats as old clients, those in other languages and people write them, and as RocketMQ reads them (tried with its jars). */
class HandMadeBodyTest {
    private static final SubscriptionRecord SUBSCRIPTION =
            new SubscriptionRecord(false, Set.of(65, 66), "TAG", "A||B", 12, Set.of("A", "B"), "t");

    private static final HeartbeatBody MEANT = new HeartbeatBody(
            "c",
            Set.of(new ConsumerRecord(
                    ConsumeFromWhere.CONSUME_FROM_MIN_OFFSET,
                    ConsumeType.CONSUME_PASSIVELY,
                    "5",
                    MessageModel.CLUSTERING,
                    Set.of(SUBSCRIPTION),
                    true)),
            0,
            Set.of(new ProducerRecord("p")),
            false);

    private static HeartbeatBody read(String json) {
        return HeartbeatBody.BODY.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // C++, and Python on top of it
                """
                {"clientID":"c","consumerDataSet":[{"consumeFromWhere":4,"consumeType":1,"groupName":"5","messageModel":1,
                "subscriptionDataSet":[{"codeSet":["65","66"],"subString":"A||B","subVersion":"12","tagsSet":["A","B"],"topic":"t"}],
                "unitMode":true}],"producerDataSet":[{"groupName":"p"}]}""",
                """
                {"clientID":"c","consumerDataSet":[{"consumeFromWhere":"4","consumeType":"1","groupName":5,"messageModel":"1",
                "subscriptionDataSet":[{"codeSet":[65.0,66],"subString":"A||B","subVersion":12.7,"tagsSet":["A","B"],"topic":"t",
                "classFilterMode":0}],"unitMode":1}],"producerDataSet":{"groupName":"p"}}""",
                // early Go: a word of its own
                """
                {"clientID":"c","consumerDataSet":[{"consumeFromWhere":"consume_from_min_offset","consumeType":"PUSH","groupName":"5",
                "messageModel":"Clustering","subscriptionDataSet":[{"codeSet":[65,66],"subString":"A||B","subVersion":12,
                "tagsSet":["A","B"],"topic":"t"}],"unitMode":"TRUE"}],"producerDataSet":[{"groupName":"p"}]}""",
                // by hand
                """
                {'clientID':'c','consumerDataSet':[{'consumeFromWhere':'CONSUME_FROM_MIN_OFFSET','consumeType':null,'groupName':'5',
                'messageModel':'','subscriptionDataSet':[{'codeSet':[65,66,],'subString':'A||B','subVersion':12,'tagsSet':['A','B',],
                'topic':'t',},],'unitMode':'1',},null,],'producerDataSet':[,{'groupName':'p'},,],'withoutSub':false,
                'heartbeatFingerprint':"",}""",
                """
                { clientID : "c", consumerDataSet : [ { consumeFromWhere : 4, groupName : "5",
                subscriptionDataSet : { codeSet : [ 65, 66 ], subString : "A||B", subVersion : 12, tagsSet : [ "A", "B" ],
                topic : "t", expressionType : null }, unitMode : true } ], producerDataSet : [ { groupName : 'p' } ],
                heartbeatFingerprint : "null", more : { a : [ 1, { b : null } ] } }"""
            })
    void what_is_meant_is_read(String json) {
        assertThat(read(json)).isEqualTo(MEANT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"clientID\":\"c\"}",
                "{\"clientID\":\"c\",\"consumerDataSet\":\"\"}",
                "{\"clientID\":\"c\",\"consumerDataSet\":null,\"producerDataSet\":[]}",
                "{\"clientID\":\"c\",\"withoutSub\":null,\"heartbeatFingerprint\":0.0}"
            })
    void what_is_not_said_is_the_default(String json) {
        assertThat(read(json)).isEqualTo(new HeartbeatBody("c", Set.of(), 0, Set.of(), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"consumerDataSet\":[]}",
                "{\"clientID\":\"c\",\"consumerDataSet\":\"g\"}",
                "{\"clientID\":\"c\",\"consumerDataSet\":[{\"groupName\":\"g\",\"consumeFromWhere\":99}]}",
                "{\"clientID\":\"c\",\"consumerDataSet\":[{\"groupName\":\"g\",\"messageModel\":-1}]}",
                "{\"clientID\":\"c\",\"consumerDataSet\":[{\"groupName\":\"g\",\"consumeType\":{}}]}",
                "{\"clientID\":\"c\",\"heartbeatFingerprint\":\"abc\"}",
                "{\"clientID\":\"c\",\"heartbeatFingerprint\":99999999999999999999}",
                "{\"clientID\":\"c\"} {}",
                "{\"clientID\":\"c\",",
                "{\"clientID\":\"c\",,",
                "{\"clientID\" \"c\"}"
            })
    void what_means_nothing_is_refused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(BadBody.class);
    }
}
