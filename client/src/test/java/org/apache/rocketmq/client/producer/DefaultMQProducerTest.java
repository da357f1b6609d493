package org.apache.rocketmq.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.client.TestCluster;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.remoting.netty.NettyNetwork;
import io.apogeemq.remoting.netty.NettyOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.hook.CheckForbiddenContext;
import org.apache.rocketmq.client.hook.CheckForbiddenHook;
import org.apache.rocketmq.client.hook.SendMessageContext;
import org.apache.rocketmq.client.hook.SendMessageHook;
import org.apache.rocketmq.client.impl.CommunicationMode;
import org.apache.rocketmq.client.producer.selector.SelectMessageQueueByHash;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.common.message.MessageType;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.exception.RemotingTooMuchRequestException;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The producer as programs use it, over sockets. */
class DefaultMQProducerTest {
    private final ThreadedLoops loops = new ThreadedLoops("test-");
    private final NettyNetwork network = new NettyNetwork("test-io", NettyOptions.defaults(1));
    private final TestCluster cluster = new TestCluster(Clock.system());
    private final List<DefaultMQProducer> started = new ArrayList<>();
    private TestCluster.Broker broker;
    private String nameServer;

    @BeforeEach
    void open() throws Exception {
        Loop loop = loops.loop("main");
        broker = cluster.broker("a", network, loop, anyPort());
        nameServer = cluster.nameServer(network, loop, anyPort());
        cluster.topic("orders", 3, broker);
    }

    @AfterEach
    void close() {
        started.forEach(DefaultMQProducer::shutdown);
        network.close();
        loops.close();
    }

    private DefaultMQProducer start(DefaultMQProducer producer) throws MQClientException {
        producer.setNamesrvAddr(nameServer);
        producer.start();
        started.add(producer);
        return producer;
    }

    @Test
    void a_synchronous_send_tells_where_the_message_went() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        Message message = message("hello");
        SendResult result = producer.send(message);
        assertThat(result.getSendStatus()).isEqualTo(SendStatus.SEND_OK);
        assertThat(result.getMsgId()).isEqualTo(message.getProperty("UNIQ_KEY"));
        assertThat(result.getOffsetMsgId()).isEqualTo("7F00000100002A9F00000000000001DC");
        assertThat(result.getMessageQueue().getTopic()).isEqualTo("orders");
        assertThat(result.getRegionId()).isEqualTo("DefaultRegion");
        assertThat(result.isTraceOn()).isTrue();
    }

    @Test
    void an_asynchronous_send_calls_back_on_another_thread() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        AtomicReference<Thread> thread = new AtomicReference<>();
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        producer.send(message("hello"), into(result, thread));
        assertThat(result.get(10, TimeUnit.SECONDS).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
        assertThat(thread.get()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void an_executor_of_the_programs_own_runs_its_callbacks() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "mine"));
        try {
            producer.setCallbackExecutor(own);
            producer.setAsyncSenderExecutor(own);
            AtomicReference<Thread> thread = new AtomicReference<>();
            CompletableFuture<SendResult> result = new CompletableFuture<>();
            producer.send(message("hello"), into(result, thread));
            result.get(10, TimeUnit.SECONDS);
            assertThat(thread.get().getName()).isEqualTo("mine");
        } finally {
            own.shutdown();
        }
    }

    @Test
    void refusals_reach_an_asynchronous_sender_through_its_callback() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        assertThat(failure(producer, new Message("orders", new byte[0])))
                .isInstanceOf(MQClientException.class)
                .hasMessageContaining("CODE: 13  DESC: the message body length is zero");
        broker.answer = got -> broker.refused(ResponseCode.SYSTEM_BUSY);
        assertThat(failure(producer, message("hello"))).isInstanceOfSatisfying(MQBrokerException.class, refusal -> {
            assertThat(refusal.getResponseCode()).isEqualTo(ResponseCode.SYSTEM_BUSY);
            assertThat(refusal.getErrorMessage()).isEqualTo("on purpose");
            assertThat(refusal.getBrokerAddr()).isEqualTo(broker.address());
        });
    }

    @Test
    void a_selector_gets_queues_message_and_argument() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        SendResult result = producer.send(message("hello"), new SelectMessageQueueByHash(), 5);
        assertThat(result.getMessageQueue()).isEqualTo(new MessageQueue("orders", "a", 2));
        assertThatThrownBy(() -> producer.send(message("hello"), (queues, message, argument) -> null, 5))
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("select message queue return null.");
        assertThatThrownBy(() -> producer.send(
                        message("hello"),
                        (queues, message, argument) -> {
                            throw new IllegalStateException("mine");
                        },
                        5))
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("select message queue threw exception.")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_given_queue_must_be_of_the_messages_topic() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        MessageQueue queue = new MessageQueue("orders", "a", 1);
        assertThat(producer.send(message("hello"), queue).getMessageQueue()).isEqualTo(queue);
        assertThatThrownBy(() -> producer.send(message("hello"), new MessageQueue("bills", "a", 1)))
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("message's topic not equal mq's topic");
    }

    @Test
    void a_batch_gets_one_answer_with_all_ids() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        List<Message> messages = List.of(message("one"), message("two"));
        SendResult result = producer.send(messages);
        assertThat(result.getMsgId())
                .isEqualTo(messages.get(0).getProperty("UNIQ_KEY") + ","
                        + messages.get(1).getProperty("UNIQ_KEY"));
        assertThat(broker.got.get(0).code()).isEqualTo(RequestCode.SEND_BATCH_MESSAGE);
        assertThatThrownBy(() -> producer.send(List.of(message("one"), new Message("bills", new byte[1]))))
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("Failed to initiate the MessageBatch");
    }

    @Test
    void a_batch_whose_properties_are_too_heavyis_refused_with_both_lengths() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        Message heavy = message("two");
        heavy.putUserProperty("much", "x".repeat(40_000));
        assertThatThrownBy(() -> producer.send(List.of(message("one"), heavy)))
                .isInstanceOf(MQClientException.class)
                .hasMessageContaining("an item holds 32767");
    }

    @Test
    void a_one_way_send_arrives() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        CompletableFuture<TestCluster.Got> arrived = new CompletableFuture<>();
        broker.answer = got -> {
            arrived.complete(got);
            return broker.silent();
        };
        producer.sendOneway(message("hello"));
        assertThat(arrived.get(10, TimeUnit.SECONDS).body()).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_broker_that_does_not_answer_is_a_timeout_of_the_whole_send() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        broker.answer = got -> broker.silent();
        assertThatThrownBy(() -> producer.send(message("hello"), 300))
                .isInstanceOf(RemotingTooMuchRequestException.class)
                .hasMessageStartingWith("sendDefaultImpl call timeout: 300 ms for a message to topic orders")
                .hasMessageContaining("wait response on the channel <" + broker.address() + ">");
        assertThatThrownBy(() -> producer.send(message("hello"), new MessageQueue("orders", "a", 1), 300))
                .isInstanceOf(RemotingException.class)
                .hasMessageStartingWith("wait response on the channel <" + broker.address() + "> timeout, ");
    }

    @Test
    void a_question_that_a_server_refuses_says_who_refused_it_and_why() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        assertThatThrownBy(() -> producer.fetchPublishMessageQueues("nowhere"))
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("Can not find Message Queue for this topic, nowhere: " + nameServer
                        + " answered with code 17, ");
    }

    @Test
    void a_name_server_that_is_not_there_is_named_with_the_reason() throws Exception {
        DefaultMQProducer producer = new DefaultMQProducer("g2");
        producer.setNamesrvAddr("127.0.0.1:1;127.0.0.1:2");
        producer.start();
        started.add(producer);
        assertThatThrownBy(() -> producer.send(message("hello")))
                .isInstanceOf(MQClientException.class)
                .hasMessageContaining("No route info of this topic: orders; none of the NameServers [127.0.0.1:")
                .hasMessageContaining("nothing listens there");
    }

    @Test
    void names_of_a_namespace_are_on_the_wire_only() throws Exception {
        DefaultMQProducer producer = new DefaultMQProducer("g");
        producer.setNamespace("ns");
        cluster.topic("ns%orders", 1, broker);
        start(producer);
        Message message = message("hello");
        SendResult result = producer.send(message);
        assertThat(broker.got.get(0).header().topic()).isEqualTo("ns%orders");
        assertThat(broker.got.get(0).header().producerGroup()).isEqualTo("ns%g");
        assertThat(result.getMessageQueue().getTopic()).isEqualTo("orders");
        assertThat(message.getTopic()).isEqualTo("orders");
        producer.send(List.of(message));
        assertThat(broker.got.get(1).header().topic()).isEqualTo("ns%orders");
        assertThat(message.getTopic()).isEqualTo("orders");
    }

    @Test
    void hooks_of_sends_see_what_goes_out_and_what_comes_back() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        List<SendMessageContext> after = new CopyOnWriteArrayList<>();
        producer.getDefaultMQProducerImpl().registerSendMessageHook(new SendMessageHook() {
            @Override
            public String hookName() {
                return "test";
            }

            @Override
            public void sendMessageBefore(SendMessageContext context) {
                context.setMqTraceContext("mine");
            }

            @Override
            public void sendMessageAfter(SendMessageContext context) {
                after.add(context);
            }
        });
        Message message = message("hello");
        SendResult result = producer.send(message);
        SendMessageContext context = after.get(0);
        assertThat(context.getMqTraceContext()).isEqualTo("mine");
        assertThat(context.getMessage()).isSameAs(message);
        assertThat(context.getCommunicationMode()).isEqualTo(CommunicationMode.SYNC);
        assertThat(context.getMsgType()).isEqualTo(MessageType.Normal_Msg);
        assertThat(context.getBrokerAddr()).isEqualTo(broker.address());
        assertThat(context.getSendResult().getMsgId()).isEqualTo(result.getMsgId());
    }

    @Test
    void a_hook_may_forbid_a_send() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        producer.setRetryTimesWhenSendFailed(0);
        producer.getDefaultMQProducerImpl().registerCheckForbiddenHook(new CheckForbiddenHook() {
            @Override
            public String hookName() {
                return "test";
            }

            @Override
            public void checkForbidden(CheckForbiddenContext context) throws MQClientException {
                throw new MQClientException("not on my watch", null);
            }
        });
        MessageQueue queue = new MessageQueue("orders", "a", 1);
        assertThatThrownBy(() -> producer.send(message("hello"), queue))
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("not on my watch");
        assertThat(broker.got).isEmpty();
    }

    @Test
    void an_rpc_hook_sees_all_fields_and_may_add_some() throws Exception {
        List<Map<String, String>> seen = new CopyOnWriteArrayList<>();
        List<Integer> answers = new CopyOnWriteArrayList<>();
        DefaultMQProducer producer = start(new DefaultMQProducer("g", new RPCHook() {
            @Override
            public void doBeforeRequest(String remoteAddr, RemotingCommand request) {
                if (request.getCode() == RequestCode.SEND_MESSAGE_V2) {
                    seen.add(request.getExtFields());
                    request.addExtField("a", "signed");
                }
            }

            @Override
            public void doAfterResponse(String remoteAddr, RemotingCommand request, RemotingCommand response) {
                answers.add(response.getCode());
            }
        }));
        producer.send(message("hello"));
        assertThat(seen.get(0)).containsEntry("b", "orders").containsEntry("m", "false");
        assertThat(MessageProperties.decode(seen.get(0).get("i"))).containsKey("UNIQ_KEY");
        assertThat(broker.got.get(0).header().producerGroup()).isEqualTo("signed");
        assertThat(answers).contains(0);
    }

    @Test
    void producers_of_one_instance_name_share_a_client_and_not_a_group() throws Exception {
        DefaultMQProducer first = new DefaultMQProducer("g1");
        first.setInstanceName("shared");
        start(first);
        DefaultMQProducer second = new DefaultMQProducer("g2");
        second.setInstanceName("shared");
        start(second);
        DefaultMQProducer third = new DefaultMQProducer("g1");
        third.setInstanceName("shared");
        assertThatThrownBy(() -> start(third))
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("The producer group[g1] has been created before, specify another name please.");
        first.shutdown();
        assertThat(second.send(message("hello")).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
        start(third);
        assertThat(third.send(message("hello")).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    }

    @Test
    void back_pressure_holds_sends_back_until_there_is_room() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        producer.setEnableBackpressureForAsyncMode(true);
        producer.setBackPressureForAsyncSendNum(10);
        broker.answer = got -> broker.silent();
        for (int i = 0; i < 10; i++) {
            producer.send(message("hello"), into(new CompletableFuture<>(), new AtomicReference<>()), 60_000);
        }
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        producer.send(message("hello"), into(result, new AtomicReference<>()), 100);
        assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(RemotingTooMuchRequestException.class)
                .hasMessage("send message tryAcquire semaphoreAsyncNum timeout");
    }

    @Test
    void the_queues_of_a_topic_are_told_and_a_missing_topic_too() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        assertThat(producer.fetchPublishMessageQueues("orders"))
                .containsExactly(
                        new MessageQueue("orders", "a", 0),
                        new MessageQueue("orders", "a", 1),
                        new MessageQueue("orders", "a", 2));
        assertThatThrownBy(() -> producer.fetchPublishMessageQueues("nowhere"))
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("Can not find Message Queue for this topic, nowhere");
    }

    @Test
    void a_producer_starts_once_and_ends_for_good() throws Exception {
        DefaultMQProducer producer = start(new DefaultMQProducer("g"));
        assertThatThrownBy(producer::start)
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("The producer service state not OK, maybe started once, RUNNING");
        producer.shutdown();
        producer.shutdown();
        assertThatThrownBy(() -> producer.send(message("hello")))
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("The producer service state not OK, SHUTDOWN_ALREADY");
    }

    private static Throwable failure(DefaultMQProducer producer, Message message) throws Exception {
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        producer.send(message, into(result, new AtomicReference<>()));
        return result.handle((sent, end) -> end).get(10, TimeUnit.SECONDS);
    }

    private static SendCallback into(CompletableFuture<SendResult> result, AtomicReference<Thread> thread) {
        return new SendCallback() {
            @Override
            public void onSuccess(SendResult sendResult) {
                thread.set(Thread.currentThread());
                result.complete(sendResult);
            }

            @Override
            public void onException(Throwable e) {
                thread.set(Thread.currentThread());
                result.completeExceptionally(e);
            }
        };
    }

    private static Message message(String body) {
        return new Message("orders", "TagA", body.getBytes(StandardCharsets.UTF_8));
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
