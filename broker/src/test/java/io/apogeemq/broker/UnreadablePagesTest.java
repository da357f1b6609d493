package io.apogeemq.broker;

import static io.apogeemq.broker.TestBroker.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.QueryMessageRequest;
import io.apogeemq.protocol.header.QueueRequest;
import io.apogeemq.protocol.header.SearchOffsetRequest;
import io.apogeemq.protocol.header.SendAnswer;
import io.apogeemq.protocol.header.ViewMessageRequest;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that does not give a page of a mapped file: here the file is shorter than its mapping. */
class UnreadablePagesTest {
    private static final int MESSAGES = 100;

    @TempDir
    Path root;

    @Test
    void each_request_is_answered_and_no_loop_ends() throws Exception {
        Map<String, String> settings = Map.of("mappedFileSizeCommitLog", "65536");
        try (TestBroker broker = new TestBroker(root, settings)) {
            broker.createTopic("orders", 2);
            long position = 0;
            for (int i = 0; i < MESSAGES; i++) {
                SendAnswer sent = await(broker.send("orders", i % 2, "x".repeat(2000), Map.of("KEYS", "key" + i)))
                        .header(SendAnswer.CODEC);
                position = Long.parseLong(sent.messageId().substring(16), 16);
            }
            read(broker, 0);
            read(broker, position);
            try (Stream<Path> files = Files.list(root.resolve("commitlog"))) {
                for (Path file : files.toList()) {
                    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                        cut.setLength(0);
                    }
                }
            }
            for (int i = 0; i < 3; i++) {
                read(broker, 0);
                read(broker, position);
                assertThat(await(broker.call(Request.of(
                                        RequestCode.DELETE_EXPIRED_COMMITLOG, NoHeader.CODEC, NoHeader.NONE)))
                                .code())
                        .isEqualTo(ResponseCode.SUCCESS);
                // a topic is made by the loops of the tables and of the disk
                assertThat(broker.createTopic("after" + i, 1).code()).isEqualTo(ResponseCode.SUCCESS);
            }
            assertThat(broker.errors()).isEmpty();
        }
    }

    /** Whatever looks at a record; what matters here is that an answer comes. */
    private static void read(TestBroker broker, long position) throws Exception {
        for (Request request : List.of(
                Request.of(
                        RequestCode.VIEW_MESSAGE_BY_ID,
                        ViewMessageRequest.CODEC,
                        new ViewMessageRequest(position, "orders")),
                Request.of(
                        RequestCode.SEARCH_OFFSET_BY_TIMESTAMP,
                        SearchOffsetRequest.CODEC,
                        new SearchOffsetRequest("orders", 0, 1, "LOWER")),
                Request.of(RequestCode.GET_EARLIEST_MSG_STORETIME, QueueRequest.CODEC, new QueueRequest("orders", 1)),
                Request.of(
                        RequestCode.QUERY_MESSAGE,
                        QueryMessageRequest.CODEC,
                        new QueryMessageRequest("orders", "key7", 32, 0, Long.MAX_VALUE, null, null, null)))) {
            awaitAnyEnd(broker.call(request));
        }
        for (int queue = 0; queue < 2; queue++) {
            awaitAnyEnd(broker.pull("orders", queue, 0, "*", 0));
            awaitAnyEnd(broker.pull("orders", queue, MESSAGES / 2 - 1, "*", 0));
        }
    }

    /** An answer, whatever it says; or the end of the connection on which half of one was written. */
    private static void awaitAnyEnd(CompletableFuture<Answer> asked) throws Exception {
        await(asked.handle((answer, failure) -> true));
    }
}
