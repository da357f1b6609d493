package io.apogeemq.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.body.HeartbeatBody;
import io.apogeemq.protocol.body.ProducerRecord;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.CheckTransactionRequest;
import io.apogeemq.protocol.header.EndTransactionRequest;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.ResumeCheckRequest;
import io.apogeemq.protocol.header.SendAnswer;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Lane;
import io.apogeemq.remoting.Reply;
import io.apogeemq.remoting.Request;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Transactional messages, producers that ask and are asked, and kills; in one thread from one seed. */
class TransactionTest {
    private static final String TOPIC = "orders";
    private static final String GROUP = "producers";
    private static final int SEEDS = Integer.getInteger("apogeemq.simulation.seeds", 200);
    private static final int FIRST_SEED = Integer.getInteger("apogeemq.simulation.first", 1);

    private SimulatedBroker broker;
    private int names;

    private void open(long seed, String... settings) throws Exception {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            given.put(settings[i], settings[i + 1]);
        }
        broker = new SimulatedBroker(seed, given).start();
        Producer maker = new Producer();
        broker.awaitSuccess(maker.client.createTopic(TOPIC, 1));
    }

    /** A half message, as its producer knows it. */
    private record Sent(String body, long offset, long position) {}

    /** A producer of the group. */
    private final class Producer {
        final SimulatedBroker.Client client = broker.client("producer" + names++);
        final List<CheckTransactionRequest> checks = new ArrayList<>();
        final List<String> checkedBodies = new ArrayList<>();
        /** What it says of a message when it is asked. */
        final Map<String, Integer> knows = new HashMap<>();

        Producer() {
            client.routes.on(
                    RequestCode.CHECK_TRANSACTION_STATE, CheckTransactionRequest.CODEC, Lane.CONTROL, (call, check) -> {
                        RecordReader record = new RecordReader();
                        ByteBuffer bytes = ByteBuffer.wrap(call.bodyBytes());
                        assertThat(record.read(bytes, 0, bytes.limit())).isEqualTo(RecordReader.Found.RECORD);
                        assertThat(record.topic()).isEqualTo(TOPIC);
                        String body = TestBroker.body(record);
                        checks.add(check);
                        checkedBodies.add(body);
                        Integer word = knows.get(body);
                        if (word != null) {
                            end(GROUP, check.halfOffset(), check.position(), word, true);
                        }
                        return Reply.okNow();
                    });
        }

        Producer join() {
            HeartbeatBody beat = new HeartbeatBody(
                    client.process.toString() + names, Set.of(), 0, Set.of(new ProducerRecord(GROUP)), false);
            broker.awaitSuccess(client.ask(
                    Request.of(RequestCode.HEART_BEAT, NoHeader.CODEC, NoHeader.NONE, HeartbeatBody.BODY.write(beat))));
            return this;
        }

        CompletableFuture<Answer> prepare(String body, String... more) {
            Map<String, String> properties = new HashMap<>(
                    Map.of("TRAN_MSG", "true", "PGROUP", GROUP, "UNIQ_KEY", "ID-" + body, "TAGS", "paid"));
            for (int i = 0; i < more.length; i += 2) {
                properties.put(more[i], more[i + 1]);
            }
            return client.send(TOPIC, 0, body, properties);
        }

        Sent prepared(String body, String... more) throws Exception {
            return sent(body, broker.await(prepare(body, more)));
        }

        CompletableFuture<Answer> end(String group, long offset, long position, int word, boolean afterCheck) {
            return client.ask(Request.of(
                    RequestCode.END_TRANSACTION,
                    EndTransactionRequest.CODEC,
                    new EndTransactionRequest(TOPIC, group, offset, position, word, afterCheck, "id", "id", null)));
        }

        CompletableFuture<Answer> end(Sent sent, int word) {
            return end(GROUP, sent.offset, sent.position, word, false);
        }
    }

    private static Sent sent(String body, Answer answer) throws Exception {
        assertThat(answer.code()).as(answer.remark()).isEqualTo(ResponseCode.SUCCESS);
        SendAnswer header = answer.header(SendAnswer.CODEC);
        assertThat(header.transactionId()).isEqualTo("ID-" + body);
        OffsetMessageId id = OffsetMessageId.parse(header.messageId());
        assertThat(id).isNotNull();
        return new Sent(body, header.queueOffset(), id.position());
    }

    private List<RecordReader> records(String topic) {
        SimulatedBroker.Client reader = broker.client("reader" + names++);
        List<RecordReader> found = new ArrayList<>();
        while (true) {
            Answer answer = broker.await(reader.pull("readers", topic, 0, found.size(), 0));
            if (answer.code() != ResponseCode.SUCCESS) {
                return found;
            }
            found.addAll(TestBroker.records(answer));
        }
    }

    private List<String> delivered() {
        return records(TOPIC).stream().map(TestBroker::body).toList();
    }

    @Test
    void a_message_is_there_when_it_was_committed_and_not_before() throws Exception {
        open(1);
        Producer producer = new Producer().join();
        Sent one = producer.prepared("one");
        Sent two = producer.prepared("two");
        assertThat(delivered()).isEmpty();

        broker.awaitSuccess(producer.end(two, SysFlag.TRANSACTION_COMMIT));
        broker.awaitSuccess(producer.end(one, SysFlag.TRANSACTION_ROLLBACK));
        assertThat(delivered()).containsExactly("two");
        RecordReader record = records(TOPIC).get(0);
        assertThat(SysFlag.transaction(record.sysFlag())).isEqualTo(SysFlag.TRANSACTION_COMMIT);
        assertThat(record.preparedPosition()).isEqualTo(two.position());
        assertThat(TestBroker.properties(record))
                .containsEntry("TRAN_MSG", "true")
                .containsEntry("PGROUP", GROUP)
                .containsEntry("__transactionId__", "ID-two")
                .containsEntry("TAGS", "paid")
                .doesNotContainKeys("REAL_TOPIC", "REAL_QID");
        broker.simulation.runFor(200_000);
        assertThat(producer.checks).isEmpty();
    }

    @Test
    void a_word_that_is_said_twice_counts_once_and_the_first_one_counts() throws Exception {
        open(2);
        Producer producer = new Producer().join();
        Sent one = producer.prepared("one");
        List<CompletableFuture<Answer>> words = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            words.add(producer.end(one, SysFlag.TRANSACTION_COMMIT));
        }
        words.forEach(broker::awaitSuccess);
        broker.awaitSuccess(producer.end(one, SysFlag.TRANSACTION_ROLLBACK));
        broker.restart();
        broker.awaitSuccess(producer.end(one, SysFlag.TRANSACTION_COMMIT));
        assertThat(delivered()).containsExactly("one");
    }

    @Test
    void who_does_not_know_the_transaction_does_not_end_it() throws Exception {
        open(3);
        Producer producer = new Producer().join();
        Sent one = producer.prepared("one");
        Sent two = producer.prepared("two");
        refused(
                producer.end("others", one.offset(), one.position(), SysFlag.TRANSACTION_COMMIT, false),
                "producer group wrong");
        refused(
                producer.end(GROUP, one.offset(), two.position(), SysFlag.TRANSACTION_COMMIT, false),
                "table offset wrong");
        refused(producer.end(GROUP, one.offset(), 77, SysFlag.TRANSACTION_COMMIT, false), "Find prepared");
        refused(producer.end(GROUP, 99, -5, SysFlag.TRANSACTION_ROLLBACK, false), "Find prepared");
        assertThat(delivered()).isEmpty();
        broker.awaitSuccess(producer.end(one, SysFlag.TRANSACTION_COMMIT));
        assertThat(delivered()).containsExactly("one");
    }

    private void refused(CompletableFuture<Answer> asked, String why) {
        Answer answer = broker.await(asked);
        assertThat(answer.isOk()).isFalse();
        assertThat(answer.remark()).contains(why);
    }

    @Test
    void what_cannot_be_kept_is_refused() throws Exception {
        open(4);
        Producer producer = new Producer();
        for (String delay : List.of("DELAY", "TIMER_DELAY_SEC", "TIMER_DELAY_MS", "TIMER_DELIVER_MS")) {
            refused(producer.prepare("late", delay, "3"), "cannot be delayed");
        }
        open(4, "rejectTransactionMessage", "true");
        refused(new Producer().prepare("one"), "rejectTransactionMessage");
        broker.awaitSuccess(new Producer().client.send(TOPIC, 0, "plain"));
    }

    @Test
    void a_silent_producer_is_asked_and_its_answer_counts() throws Exception {
        open(5, "transactionTimeOut", "6000", "transactionCheckInterval", "30000");
        Producer producer = new Producer().join();
        producer.prepared("one");
        producer.prepared("two");
        producer.prepared("three");
        producer.knows.put("one", SysFlag.TRANSACTION_COMMIT);
        producer.knows.put("two", SysFlag.TRANSACTION_ROLLBACK);
        broker.simulation.runFor(5_000);
        assertThat(producer.checks).isEmpty();
        broker.simulation.runFor(2_000);
        assertThat(producer.checkedBodies).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(delivered()).containsExactly("one");

        producer.knows.put("three", SysFlag.TRANSACTION_COMMIT);
        broker.simulation.runFor(27_000);
        assertThat(producer.checks).hasSize(3);
        broker.simulation.runFor(5_000);
        assertThat(producer.checks).hasSize(4);
        assertThat(delivered()).containsExactly("one", "three");
        assertThat(TestBroker.properties(records(TOPIC).get(1))).containsEntry("TRANSACTION_CHECK_TIMES", "2");
    }

    /** The half message lies elsewhere since its producer was asked. */
    @Test
    void a_word_that_crosses_the_question_counts_and_so_does_one_after_a_kill() throws Exception {
        open(10, "transactionTimeOut", "1000", "transactionCheckInterval", "1000");
        Producer producer = new Producer().join();
        Sent one = producer.prepared("one");
        Sent two = producer.prepared("two");
        Sent three = producer.prepared("three");
        broker.simulation.runFor(1_500);
        assertThat(producer.checks).hasSize(3);
        broker.awaitSuccess(producer.end(one, SysFlag.TRANSACTION_COMMIT));
        assertThat(delivered()).containsExactly("one");
        broker.simulation.runFor(5_000);
        broker.restart();
        broker.awaitSuccess(producer.end(two, SysFlag.TRANSACTION_COMMIT));
        broker.awaitSuccess(producer.end(two, SysFlag.TRANSACTION_ROLLBACK));
        broker.awaitSuccess(producer.end(three, SysFlag.TRANSACTION_ROLLBACK));
        broker.awaitSuccess(producer.end(three, SysFlag.TRANSACTION_COMMIT));
        assertThat(delivered()).containsExactly("one", "two");
        Producer asked = new Producer().join();
        broker.simulation.runFor(10_000);
        assertThat(asked.checks).isEmpty();
    }

    @Test
    void a_producer_that_wants_to_be_left_alone_is_for_so_long() throws Exception {
        open(6);
        Producer producer = new Producer().join();
        Sent one = producer.prepared("one", "CHECK_IMMUNITY_TIME_IN_SECONDS", "60");
        broker.simulation.runFor(59_000);
        assertThat(producer.checks).isEmpty();
        broker.simulation.runFor(2_000);
        assertThat(producer.checks).hasSize(1);
        refused(producer.end(one, SysFlag.TRANSACTION_COMMIT), "CHECK_IMMUNITY_TIME_IN_SECONDS");
        CheckTransactionRequest check = producer.checks.get(0);
        refused(
                producer.end(GROUP, check.halfOffset(), check.position(), SysFlag.TRANSACTION_COMMIT, false),
                "CHECK_IMMUNITY_TIME_IN_SECONDS");
        broker.awaitSuccess(
                producer.end(GROUP, check.halfOffset(), check.position(), SysFlag.TRANSACTION_COMMIT, true));
        assertThat(delivered()).containsExactly("one");
    }

    @Test
    void a_time_without_producers_does_not_count_and_the_count_outlives_a_kill() throws Exception {
        open(7, "transactionTimeOut", "1000", "transactionCheckInterval", "1000", "transactionCheckMax", "4");
        Producer first = new Producer();
        first.prepared("one");
        broker.simulation.runFor(60_000);
        assertThat(records(TopicNames.CHECK_EXPIRED)).isEmpty();
        first.join();
        broker.simulation.runFor(2_500);
        int before = first.checks.size();
        assertThat(before).isBetween(1, 3);
        broker.restart();
        broker.simulation.runFor(60_000);
        assertThat(records(TopicNames.CHECK_EXPIRED)).isEmpty();
        Producer second = new Producer().join();
        broker.simulation.runFor(10_000);
        assertThat(before + second.checks.size()).isEqualTo(4);
        assertThat(records(TopicNames.CHECK_EXPIRED)).hasSize(1);
        assertThat(delivered()).isEmpty();

        // an administrator has it asked again
        RecordReader moved = records(TopicNames.CHECK_EXPIRED).get(0);
        second.knows.put("one", SysFlag.TRANSACTION_COMMIT);
        second.join();
        String id = OffsetMessageId.text(moved.storeHost(), moved.position());
        broker.awaitSuccess(second.client.ask(Request.of(
                RequestCode.RESUME_CHECK_HALF_MESSAGE, ResumeCheckRequest.CODEC, new ResumeCheckRequest(id, null))));
        broker.simulation.runFor(3_000);
        assertThat(delivered()).containsExactly("one");
        refused(
                second.client.ask(Request.of(
                        RequestCode.RESUME_CHECK_HALF_MESSAGE,
                        ResumeCheckRequest.CODEC,
                        new ResumeCheckRequest("x", null))),
                "offset id");
    }

    @Test
    void a_topic_that_is_gone_gets_nothing() throws Exception {
        open(8);
        Producer producer = new Producer().join();
        Sent one = producer.prepared("one");
        broker.awaitSuccess(producer.client.deleteTopic(TOPIC));
        refused(producer.end(one, SysFlag.TRANSACTION_COMMIT), "does not exist any more");
        broker.awaitSuccess(producer.client.createTopic(TOPIC, 1));
        broker.awaitSuccess(producer.end(one, SysFlag.TRANSACTION_COMMIT));
        assertThat(delivered()).containsExactly("one");
    }

    @Test
    void many_that_wait_are_found_again_after_a_stop_and_after_kills() throws Exception {
        open(9);
        Producer producer = new Producer().join();
        List<Sent> waiting = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 50; i++) {
                Sent sent = producer.prepared(round + "/" + i);
                if (i % 10 == 0) {
                    waiting.add(sent);
                } else {
                    broker.awaitSuccess(
                            producer.end(sent, i % 2 == 0 ? SysFlag.TRANSACTION_COMMIT : SysFlag.TRANSACTION_ROLLBACK));
                }
            }
            broker.simulation.runFor(500);
            if (round % 2 == 0) {
                broker.restart();
            } else {
                broker.stop();
                broker.revive();
            }
            producer = new Producer();
        }
        for (Sent sent : waiting) {
            broker.awaitSuccess(producer.end(sent, SysFlag.TRANSACTION_COMMIT));
        }
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            int now = round;
            IntStream.range(0, 50).filter(i -> i % 2 == 0).forEach(i -> expected.add(now + "/" + i));
        }
        assertThat(delivered()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void whatever_happens_each_transaction_ends_once_and_as_its_producer_says() throws Exception {
        for (int seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            try {
                life(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private void life(int seed) throws Exception {
        Random random = new Random(seed);
        boolean power = random.nextBoolean();
        open(
                seed,
                "transactionTimeOut",
                "2000",
                "transactionCheckInterval",
                "3000",
                "transactionCheckMax",
                "1000",
                "flushDiskType",
                power ? "SYNC_FLUSH" : "ASYNC_FLUSH");
        Map<String, Integer> decisions = new HashMap<>();
        Set<String> stored = new HashSet<>();
        Set<String> unsure = new HashSet<>();
        Producer producer = new Producer().join();
        int number = 0;
        for (int round = 0; round < 3 + random.nextInt(3); round++) {
            List<CompletableFuture<?>> asked = new ArrayList<>();
            int count = 1 + random.nextInt(12);
            for (int i = 0; i < count; i++) {
                String body = "m" + number++;
                int word = random.nextBoolean() ? SysFlag.TRANSACTION_COMMIT : SysFlag.TRANSACTION_ROLLBACK;
                boolean says = random.nextInt(3) > 0;
                decisions.put(body, word);
                unsure.add(body);
                Producer speaker = producer;
                asked.add(producer.prepare(body).whenComplete((answer, failure) -> {
                    if (failure == null && answer.isOk()) {
                        stored.add(body);
                        unsure.remove(body);
                        try {
                            Sent sent = sent(body, answer);
                            if (says) {
                                speaker.end(sent, word);
                                if (random.nextInt(4) == 0) {
                                    speaker.end(sent, word);
                                }
                            }
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    }
                }));
            }
            broker.simulation.runFor(random.nextInt(power ? 40 : 400));
            switch (random.nextInt(4)) {
                case 0 -> broker.kill();
                case 1 -> {
                    if (power) {
                        broker.cutPower();
                    } else {
                        broker.kill();
                    }
                }
                case 2 -> broker.stop();
                default -> {
                    broker.simulation.runFor(random.nextInt(8_000));
                    broker.kill();
                }
            }
            broker.revive();
            producer = new Producer();
            producer.knows.putAll(decisions);
            producer.join();
        }
        broker.simulation.runFor(60_000);
        List<String> delivered = delivered();
        assertThat(delivered).as("seed %d", seed).doesNotHaveDuplicates();
        for (String body : stored) {
            boolean commits = decisions.get(body) == SysFlag.TRANSACTION_COMMIT;
            assertThat(delivered.contains(body))
                    .as("seed %d: %s of %s", seed, body, delivered)
                    .isEqualTo(commits);
        }
        for (String body : delivered) {
            assertThat(decisions.get(body)).isEqualTo(SysFlag.TRANSACTION_COMMIT);
            assertThat(stored.contains(body) || unsure.contains(body)).isTrue();
        }
    }
}
