package io.apogeemq.benchmarks.micro;

import io.apogeemq.protocol.body.BrokerRecord;
import io.apogeemq.protocol.body.QueueRoute;
import io.apogeemq.protocol.body.TopicRoute;
import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.frame.BadFrame;
import io.apogeemq.protocol.frame.Frame;
import io.apogeemq.protocol.frame.Head;
import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.SendAnswer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * The other end of a client that is measured: NameServer and broker in one, which answer every send alike and keep nothing.
 * Costs little and makes no objects per send, so that what is measured is the client.
 */
final class Answers {
    private static final int READ_WRITE = 6;
    private static final byte[] NO_BODY = {};

    private final Head head = new Head();
    private final HeadWriter writer = new HeadWriter();
    private final byte[] route;

    /** @param address where the broker is said to be, {@code host:port} */
    Answers(String address, int queueCount) {
        route = TopicRoute.BODY.write(new TopicRoute(
                List.of(new BrokerRecord(Map.of(0L, address), "broker-a", "cluster", false, null)),
                Map.of(),
                null,
                List.of(new QueueRoute("broker-a", READ_WRITE, queueCount, 0, queueCount)),
                null));
    }

    /**
     * Puts the answer to a frame, if it wants one.
     *
     * @param frame position at the header word, limit at the frame's end
     */
    void answer(ByteBuffer frame, ByteBuffer out) throws BadFrame {
        head.read(frame);
        if (head.isOneway()) {
            return;
        }
        byte[] body = head.code() == RequestCode.GET_ROUTEINFO_BY_TOPIC ? route : NO_BODY;
        writer.begin(
                HeaderEncoding.JSON, ResponseCode.SUCCESS, Language.JAVA, 513, head.opaque(), Frame.RESPONSE, null);
        if (head.code() == RequestCode.SEND_MESSAGE_V2) {
            writer.fields(SendAnswer.CODEC, Samples.SEND_ANSWER);
        }
        int length = writer.finish(body.length);
        out.put(writer.bytes(), 0, length);
        out.put(body);
    }
}
