package org.apache.rocketmq.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.exception.OffsetNotFoundException;
import org.apache.rocketmq.client.exception.RequestTimeoutException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.client.producer.selector.SelectMessageQueueByHash;
import org.apache.rocketmq.common.compression.CompressionType;
import org.apache.rocketmq.common.filter.ExpressionType;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageAccessor;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.exception.RemotingConnectException;
import org.apache.rocketmq.remoting.exception.RemotingSendRequestException;
import org.apache.rocketmq.remoting.exception.RemotingTimeoutException;
import org.junit.jupiter.api.Test;

/** Texts, defaults and rules as the released artifacts have them (spec/client.md 3, 8, 12, 14, 16, 20). */
class ContractTest {
    private static final String HELP =
            "\nFor more information, please visit the url, https://rocketmq.apache.org/docs/bestPractice/06FAQ";

    @Test
    void exceptions_say_code_and_text_in_the_published_form() {
        assertThat(new MQClientException(17, "x")).hasMessage("CODE: 17  DESC: x" + HELP);
        assertThat(new MQClientException("y", null)).hasMessage("y" + HELP);
        assertThat(new MQClientException("y", null).getResponseCode()).isEqualTo(-1);
        assertThat(new MQClientException("y", null).getErrorMessage()).isEqualTo("y");
        assertThat(new MQClientException(17, "x\nSee http://u for further details."))
                .hasMessage("CODE: 17  DESC: x\nSee http://u for further details.");
        assertThat(new MQBrokerException(1, "x")).hasMessage("CODE: 1  DESC: x" + HELP);
        assertThat(new MQBrokerException(1, "x", "10.0.0.5:10911"))
                .hasMessage("CODE: 1  DESC: x BROKER: 10.0.0.5:10911" + HELP);
        assertThat(new OffsetNotFoundException()).hasMessage(null);
        assertThat(new RequestTimeoutException(10006, "x")).hasMessage("CODE: 10006  DESC: x");
        assertThat(new RemotingConnectException("a:1")).hasMessage("connect to a:1 failed");
        assertThat(new RemotingSendRequestException("a:1")).hasMessage("send request to <a:1> failed");
        assertThat(new RemotingTimeoutException("a:1", 3000))
                .hasMessage("wait response on the channel <a:1> timeout, 3000(ms)");
    }

    @Test
    void a_send_result_prints_and_travels_as_json() {
        SendResult result = new SendResult(SendStatus.SEND_OK, "m", new MessageQueue("T", "b", 0), 5, "t", "o", "r");
        String text = "SendResult [sendStatus=SEND_OK, msgId=m, offsetMsgId=o,"
                + " messageQueue=MessageQueue [topic=T, brokerName=b, queueId=0], queueOffset=5, recallHandle=null]";
        assertThat(result).hasToString(text);
        String json = SendResult.encoderSendResultToJson(result);
        assertThat(json)
                .isEqualTo("{\"messageQueue\":{\"brokerName\":\"b\",\"queueId\":0,\"topic\":\"T\"},\"msgId\":\"m\","
                        + "\"offsetMsgId\":\"o\",\"queueOffset\":5,\"regionId\":\"r\",\"sendStatus\":\"SEND_OK\","
                        + "\"traceOn\":true,\"transactionId\":\"t\"}");
        assertThat(SendResult.decoderSendResultFromJson(json)).hasToString(text);
    }

    @Test
    void a_client_is_named_by_address_instance_and_unit() {
        ClientConfig config = new ClientConfig();
        config.setClientIP("1.2.3.4");
        config.setInstanceName("x");
        assertThat(config.buildMQClientId()).isEqualTo("1.2.3.4@x");
        config.setUnitName("u");
        config.setEnableStreamRequestType(true);
        assertThat(config.buildMQClientId()).isEqualTo("1.2.3.4@x@u@STREAM");
    }

    @Test
    void a_default_instance_name_becomes_one_of_its_own() {
        ClientConfig config = new ClientConfig();
        config.changeInstanceNameToPID();
        String name = config.getInstanceName();
        assertThat(name).startsWith(ProcessHandle.current().pid() + "#");
        config.changeInstanceNameToPID();
        assertThat(config.getInstanceName()).isEqualTo(name);
    }

    @Test
    void name_servers_may_be_written_as_a_url_that_names_the_namespace() {
        Map.of(
                        "http://MQ_INST_123_abc.x.y:80", "MQ_INST_123_abc.x.y:80|MQ_INST_123_abc",
                        "MQ_INST_1_a.b:1", "MQ_INST_1_a.b:1|MQ_INST_1_a",
                        "https://a/MQ_INST_1_a.b:1", "https://a/MQ_INST_1_a.b:1|null",
                        "http://host/1.2.3.4:9876", "1.2.3.4:9876|null",
                        "1.2.3.4:9876;5.6.7.8:9", "1.2.3.4:9876;5.6.7.8:9|null")
                .forEach((written, read) -> {
                    ClientConfig config = new ClientConfig();
                    config.setNamesrvAddr(written);
                    assertThat(config.getNamesrvAddr() + "|" + config.getNamespace())
                            .isEqualTo(read);
                });
    }

    @Test
    void a_namespace_is_put_before_the_name_but_behind_retry() {
        ClientConfig config = new ClientConfig();
        assertThat(config.withNamespace("T")).isEqualTo("T");
        config.setNamespace("ns");
        Map.of(
                        "T", "ns%T",
                        "%RETRY%g", "%RETRY%ns%g",
                        "%DLQ%g", "%DLQ%ns%g",
                        "TBW102", "TBW102",
                        "CID_RMQ_SYS_x", "CID_RMQ_SYS_x",
                        "ns%T", "ns%T",
                        "%RETRY%ns%g", "%RETRY%ns%g",
                        "ns2%T", "ns%ns2%T",
                        "rmq_sys_x", "rmq_sys_x",
                        "CLIENT_INNER_PRODUCER", "ns%CLIENT_INNER_PRODUCER")
                .forEach((name, wrapped) ->
                        assertThat(config.withNamespace(name)).as(name).isEqualTo(wrapped));
        assertThat(config.withoutNamespace("%RETRY%ns%g")).isEqualTo("%RETRY%g");
        assertThat(config.withoutNamespace("ns2%T")).isEqualTo("ns2%T");
        assertThat(config.withNamespace((String) null)).isNull();
        assertThat(config.queueWithNamespace(new MessageQueue("T", "b", 1)))
                .isEqualTo(new MessageQueue("ns%T", "b", 1));
    }

    @Test
    void names_are_checked_with_the_published_texts() {
        refused(() -> Validators.checkGroup(" "), "the specified group is blank");
        refused(() -> Validators.checkTopic(null), "The specified topic is blank");
        refused(
                () -> Validators.checkGroup("a b"),
                "the specified group[a b] contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$");
        refused(
                () -> Validators.checkTopic("a.b"),
                "The specified topic[a.b] contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$");
        refused(
                () -> Validators.checkTopic("t".repeat(128)),
                "The specified topic is longer than topic max length 127.");
        refused(
                () -> Validators.checkGroup("g".repeat(121)),
                "the specified group[" + "g".repeat(121) + "] is longer than group max length: 120.");
        refused(() -> Validators.isSystemTopic("rmq_sys_x"), "The topic[rmq_sys_x] is conflict with system topic.");
        refused(
                () -> Validators.isNotAllowedSendTopic("SCHEDULE_TOPIC_XXXX"),
                "Sending message to topic[SCHEDULE_TOPIC_XXXX] is forbidden.");
    }

    @Test
    void messages_are_checked_with_the_published_texts() {
        DefaultMQProducer producer = new DefaultMQProducer("g");
        producer.setMaxMessageSize(10);
        illegal(null, producer, "the message is null");
        illegal(new Message("T", null), producer, "the message body is null");
        illegal(new Message("T", new byte[0]), producer, "the message body length is zero");
        illegal(new Message("T", new byte[11]), producer, "the message body size over max value, MAX: 10");
        Message manyQueues = new Message("T", new byte[1]);
        MessageAccessor.putProperty(manyQueues, "INNER_MULTI_DISPATCH", "a/b");
        illegal(manyQueues, producer, "INNER_MULTI_DISPATCH a/b can not contains / character");
    }

    @Test
    void a_producer_has_the_published_defaults() {
        DefaultMQProducer producer = new DefaultMQProducer();
        assertThat(producer.getProducerGroup()).isEqualTo("DEFAULT_PRODUCER");
        assertThat(producer.getCreateTopicKey()).isEqualTo("TBW102");
        assertThat(producer.getDefaultTopicQueueNums()).isEqualTo(4);
        assertThat(producer.getSendMsgTimeout()).isEqualTo(3000);
        assertThat(producer.getSendMsgMaxTimeoutPerRequest()).isEqualTo(-1);
        assertThat(producer.getCompressMsgBodyOverHowmuch()).isEqualTo(4096);
        assertThat(producer.getCompressType()).isEqualTo(CompressionType.ZLIB);
        assertThat(producer.getRetryTimesWhenSendFailed()).isEqualTo(2);
        assertThat(producer.getMaxMessageSize()).isEqualTo(4194304);
        assertThat(producer.getRetryResponseCodes()).isEqualTo(Set.of(17, 14, 1, 2, 16, 204, 205, 1500));
        assertThat(producer.getLatencyMax()).containsExactly(50, 100, 550, 1800, 3000, 5000, 15000);
        assertThat(producer.getNotAvailableDuration()).containsExactly(0, 0, 2000, 5000, 6000, 10000, 30000);
        assertThat(producer.getBackPressureForAsyncSendNum()).isEqualTo(1024);
        producer.setBackPressureForAsyncSendNum(1);
        assertThat(producer.getBackPressureForAsyncSendNum()).isEqualTo(10);
        producer.setBackPressureForAsyncSendSize(1);
        assertThat(producer.getBackPressureForAsyncSendSize()).isEqualTo(1 << 20);
    }

    @Test
    @SuppressWarnings("deprecation")
    void the_namespace_comes_before_the_group() {
        DefaultMQProducer producer = new DefaultMQProducer("ns", "g");
        assertThat(producer.getNamespace()).isEqualTo("ns");
        assertThat(producer.getProducerGroup()).isEqualTo("g");
    }

    @Test
    void a_producer_says_in_which_state_it_is() {
        DefaultMQProducer producer = new DefaultMQProducer("g");
        refused(
                () -> producer.fetchPublishMessageQueues("T"),
                "The producer service state not OK, CREATE_JUST\n"
                        + "See https://rocketmq.apache.org/docs/bestPractice/06FAQ for further details.");
        refused(
                () -> new DefaultMQProducer().start(),
                "producerGroup can not equal DEFAULT_PRODUCER, please specify another one.");
        refused(() -> new DefaultMQProducer("").start(), "the specified group is blank");
    }

    @Test
    void what_is_set_and_not_built_is_refused_at_the_start() {
        DefaultMQProducer proxy = new DefaultMQProducer("g");
        proxy.setSocksProxyConfig("{\"0.0.0.0/0\":{\"addr\":\"h:1\"}}");
        assertThatThrownBy(proxy::start).isInstanceOf(MQClientException.class).hasMessageContaining("socksProxyConfig");
    }

    @Test
    void connections_with_tls_and_without_are_not_shared() throws Exception {
        DefaultMQProducer plain = new DefaultMQProducer("g");
        plain.setNamesrvAddr("127.0.0.1:1");
        plain.setInstanceName("shared");
        plain.start();
        DefaultMQProducer tls = new DefaultMQProducer("h");
        tls.setNamesrvAddr("127.0.0.1:1");
        tls.setInstanceName("shared");
        tls.setUseTLS(true);
        assertThatThrownBy(tls::start).isInstanceOf(MQClientException.class).hasMessageContaining("instanceName");
        plain.shutdown();
    }

    @Test
    void equal_arguments_choose_equal_queues() {
        List<MessageQueue> queues =
                List.of(new MessageQueue("T", "b", 0), new MessageQueue("T", "b", 1), new MessageQueue("T", "b", 2));
        assertThat(new SelectMessageQueueByHash().select(queues, null, 7)).isEqualTo(queues.get(1));
        assertThat(new SelectMessageQueueByHash().select(queues, null, Integer.MIN_VALUE))
                .isEqualTo(queues.get(2));
    }

    @Test
    void small_things_have_their_published_values() {
        assertThat(CompressionType.findByValue(0)).isEqualTo(CompressionType.ZLIB);
        assertThat(CompressionType.of(" zstd ")).isEqualTo(CompressionType.ZSTD);
        assertThat(CompressionType.LZ4.getCompressionFlag()).isEqualTo(256);
        assertThatThrownBy(() -> CompressionType.of("x")).hasMessage("Unsupported compress type name: x");
        assertThatThrownBy(() -> CompressionType.findByValue(9)).hasMessage("Unknown compress type value: 9");
        assertThat(ExpressionType.isTagType(null)).isTrue();
        assertThat(ExpressionType.isTagType("tag")).isFalse();
    }

    private interface Check {
        void run() throws Exception;
    }

    private static void refused(Check check, String text) {
        assertThatThrownBy(check::run)
                .isInstanceOfSatisfying(
                        MQClientException.class,
                        refusal -> assertThat(refusal.getErrorMessage()).isEqualTo(text));
    }

    private static void illegal(Message message, DefaultMQProducer producer, String text) {
        assertThatThrownBy(() -> Validators.checkMessage(message, producer))
                .isInstanceOf(MQClientException.class)
                .hasMessage("CODE: 13  DESC: " + text + HELP);
    }
}
