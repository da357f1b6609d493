package io.apogeemq.benchmarks.load;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.header.PullRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Pulls a topic's queues, one pull at a time per queue. As a consumer it starts at their ends and waits there (long
 * polling), and takes the time from the stamp in each body; as a reader of a backlog it starts at their beginnings and
 * goes round.
 */
public final class Pulls implements Link.Receiver {
    private static final byte[] NEXT_OFFSET = "nextBeginOffset".getBytes(StandardCharsets.US_ASCII);
    private static final int LONG_POLL_MILLIS = 15_000;
    private static final int SEND_BUFFER = 64 << 10;
    /** Where the body lies in a record between IPv4 hosts (spec/messages.md 3). */
    private static final int BODY_AT = 88;

    private static final int REFUSED_LIMIT = 1000;

    private final Target target;
    private final String topic;
    private final int batch;
    private final boolean waiting;
    private final Tally tally;
    private final long[] offsets;
    /** Queues that gave a message. */
    private final BitSet gave = new BitSet();

    private final HeadWriter writer = new HeadWriter();

    Pulls(Target target, String topic, int batch, boolean waiting, long[] from, Tally tally) {
        this.target = target;
        this.topic = topic;
        this.batch = batch;
        this.waiting = waiting;
        this.offsets = Arrays.copyOf(from, from.length);
        this.tally = tally;
    }

    /**
     * Reads what a topic holds, from the beginning of each queue, round and round.
     *
     * @param batch messages asked for in one pull
     */
    public static Figures readBacklog(
            Target target, String topic, int queueCount, int batch, int connections, Phase phase) throws IOException {
        Tally tally = new Tally();
        Pulls pulls = new Pulls(target, topic, batch, false, new long[queueCount], tally);
        try (Poller poller = new Poller()) {
            pulls.start(poller, connections);
            Figures figures = phase.run(target, poller, tally);
            figures.put("queues", pulls.gave.cardinality());
            return figures;
        }
    }

    /** Another load. */
    @FunctionalInterface
    public interface Load {
        Figures run() throws IOException;
    }

    /** Runs a load while a backlog is read, on a thread of its own, as fast as it comes; its figures, and the reader's rate. */
    public static Figures besideBacklog(
            Target target, String topic, int queueCount, int batch, int connections, Load load) throws IOException {
        Tally tally = new Tally();
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Double> rate = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try (Poller poller = new Poller()) {
                        new Pulls(target, topic, batch, false, new long[queueCount], tally).start(poller, connections);
                        long from = System.nanoTime();
                        poller.runUntil(from + (long) 3600e9, ended::get);
                        Figures figures = new Figures();
                        tally.addTo(figures, System.nanoTime() - from);
                        rate.complete(figures.get("mb_per_second"));
                    } catch (IOException e) {
                        rate.completeExceptionally(e);
                    }
                },
                "backlog");
        reader.setDaemon(true);
        reader.start();
        try {
            Figures figures = load.run();
            ended.set(true);
            figures.put("reader_mb_per_second", rate.join());
            return figures;
        } catch (CompletionException e) {
            throw new IOException("the backlog cannot be read", e);
        } finally {
            ended.set(true);
        }
    }

    /** Opens the connections and asks for every queue once. */
    void start(Poller poller, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            int largestRequests = SEND_BUFFER + 512 * (offsets.length / connections + 1);
            Link link = poller.connect(target.broker(), i, largestRequests, this);
            for (int queue = i; queue < offsets.length; queue += connections) {
                pull(link, queue);
            }
            link.flush();
        }
    }

    private void pull(Link link, int queue) {
        int flags = PullRequest.CARRIES_SUBSCRIPTION | (waiting ? PullRequest.MAY_WAIT : 0);
        PullRequest header = new PullRequest(
                "mqbench", topic, queue, offsets[queue], batch, flags, 0, LONG_POLL_MILLIS, "*", 0, "TAG", null);
        writer.begin(
                        target.encoding(),
                        RequestCode.PULL_MESSAGE,
                        Language.JAVA,
                        SendFrames.VERSION,
                        SendFrames.FIRST_OPAQUE + queue,
                        0,
                        null)
                .fields(PullRequest.CODEC, header);
        int length = writer.finish(0);
        link.out().put(writer.bytes(), 0, length);
    }

    @Override
    public void onFrame(Link link, AnswerView answer, ByteBuffer in) throws IOException {
        int queue = answer.opaque() - SendFrames.FIRST_OPAQUE;
        if (answer.code() == ResponseCode.SUCCESS) {
            take(answer, in);
            gave.set(queue);
            offsets[queue] = answer.number(NEXT_OFFSET);
        } else if (answer.code() == ResponseCode.PULL_NOT_FOUND && !waiting) {
            offsets[queue] = 0;
        } else if (answer.code() >= ResponseCode.PULL_NOT_FOUND && answer.code() <= ResponseCode.PULL_OFFSET_MOVED) {
            offsets[queue] = answer.number(NEXT_OFFSET);
        } else {
            tally.refused(answer);
            if (tally.refusals() > REFUSED_LIMIT) {
                throw new IOException("pulls of " + topic + " are refused: " + tally.firstRefusal());
            }
        }
        pull(link, queue);
    }

    private void take(AnswerView answer, ByteBuffer in) {
        long now = System.nanoTime();
        int at = answer.bodyAt();
        int count = 0;
        while (at < answer.end()) {
            if (waiting) {
                tally.latency(now - in.getLong(at + BODY_AT));
            }
            at += in.getInt(at);
            count++;
        }
        tally.took(count, answer.end() - answer.bodyAt());
    }

    @Override
    public void onReadEnd(Link link) throws IOException {
        link.flush();
    }
}
