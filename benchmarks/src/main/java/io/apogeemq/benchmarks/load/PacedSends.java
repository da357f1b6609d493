package io.apogeemq.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An open loop: messages are due at a fixed rate whatever the broker does. Latency counts from the moment at which a
 * message was due, not from when it could be sent: a pause of the broker (or of this program) is in the figures of all
 * messages that it held up, which is what "coordinated omission" leaves out. A thread of its own keeps the pace; the
 * poller's thread takes the answers.
 */
public final class PacedSends implements Link.Receiver {
    private static final int OK = 0;
    private static final int IN_FLIGHT_BOUND = 1 << 16;
    private static final int SEND_BUFFER = 1 << 20;
    /** Waking a thread takes about so long; sleeping for less is sleeping for that. */
    private static final long SHORTEST_SLEEP_NANOS = 20_000;

    private final SendFrames frames;
    private final Tally tally;
    private final AtomicLongArray dueAt = new AtomicLongArray(IN_FLIGHT_BOUND);
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean sending = true;
    private volatile @Nullable IOException failure;

    PacedSends(SendFrames frames, Tally tally) {
        this.frames = frames;
        this.tally = tally;
    }

    /** Latency is from a message's moment to the answer to its send. */
    public static Figures run(
            Target target, String topic, int queueCount, int length, int connections, double rate, Phase phase)
            throws IOException {
        Tally tally = new Tally();
        try (Poller poller = new Poller()) {
            return withPace(target, topic, queueCount, length, connections, rate, phase, poller, tally, tally);
        }
    }

    /** Latency is from a message's moment to its arrival at a consumer that waits for it by long polling. */
    public static Figures endToEnd(
            Target target, String topic, int queueCount, int length, int connections, double rate, Phase phase)
            throws IOException {
        Tally consumed = new Tally();
        try (Poller poller = new Poller()) {
            Pulls pulls = new Pulls(target, topic, 32, true, Calls.queueEnds(target, topic, queueCount), consumed);
            pulls.start(poller, 1);
            return withPace(target, topic, queueCount, length, connections, rate, phase, poller, new Tally(), consumed);
        }
    }

    private static Figures withPace(
            Target target,
            String topic,
            int queueCount,
            int length,
            int connections,
            double rate,
            Phase phase,
            Poller poller,
            Tally sent,
            Tally counted)
            throws IOException {
        PacedSends sends = new PacedSends(new SendFrames(target.encoding(), topic, queueCount, length), sent);
        Link[] links = new Link[connections];
        for (int i = 0; i < connections; i++) {
            links[i] = poller.connect(target.broker(), i, SEND_BUFFER, sends);
        }
        Thread pace = new Thread(() -> sends.keepPace(links, rate), "pace");
        pace.setDaemon(true);
        pace.start();
        Figures figures = phase.run(target, poller, counted);
        sends.sending = false;
        poller.runUntil(System.nanoTime() + (long) 5e9, () -> sends.inFlight.get() == 0);
        IOException failed = sends.failure;
        if (failed != null) {
            throw failed;
        }
        if (sent != counted && sent.refusals() > 0) {
            System.err.println(sent.refusals() + " sends refused; the first: " + sent.firstRefusal());
        }
        figures.put("offered_per_second", rate);
        return figures;
    }

    private void keepPace(Link[] links, double rate) {
        double interval = 1e9 / rate;
        long start = System.nanoTime();
        long sent = 0;
        try {
            while (sending) {
                long due = start + (long) (sent * interval);
                long now = System.nanoTime();
                if (due - now > SHORTEST_SLEEP_NANOS) {
                    LockSupport.parkNanos(due - now);
                    continue;
                }
                Link link = links[(int) (sent % links.length)];
                while (sending
                        && due - System.nanoTime() <= 0
                        && inFlight.get() < IN_FLIGHT_BOUND
                        && link.out().remaining() >= frames.length()) {
                    int place = (int) (sent % IN_FLIGHT_BOUND);
                    dueAt.set(place, due);
                    inFlight.incrementAndGet();
                    frames.put(link.out(), (int) (sent % frames.queueCount()), SendFrames.FIRST_OPAQUE + place, due);
                    due = start + (long) (++sent * interval);
                }
                link.flushAll();
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public void onFrame(Link link, AnswerView answer, ByteBuffer in) throws IOException {
        int place = answer.opaque() - SendFrames.FIRST_OPAQUE;
        if (answer.code() == OK) {
            tally.took(1, frames.bodyLength());
            tally.latency(System.nanoTime() - dueAt.get(place));
        } else {
            tally.refused(answer);
        }
        inFlight.decrementAndGet();
    }

    @Override
    public void onReadEnd(Link link) {
        // the pace makes the next message, not the answer to the last
    }
}
