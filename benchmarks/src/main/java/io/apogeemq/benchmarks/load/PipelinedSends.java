package io.apogeemq.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Sends as fast as the broker answers: each connection has a window of frames without an answer yet, and each answer
 * makes room for the next. The opaque names the place in the window, so answers may come in any order.
 */
public final class PipelinedSends implements Link.Receiver {
    private static final int OK = 0;
    private static final int SEND_BUFFER = 256 << 10;

    private final SendFrames frames;
    private final Tally tally = new Tally();
    private final Window[] windows;
    private boolean sending = true;
    private int inFlight;
    private int nextQueue;

    /** The places of one connection: when each was sent, and which are free. */
    private static final class Window {
        private final long[] sentAt;
        private final int[] free;
        private int freeCount;

        Window(int size) {
            sentAt = new long[size];
            free = new int[size];
            for (int place = 0; place < size; place++) {
                free[place] = place;
            }
            freeCount = size;
        }
    }

    private PipelinedSends(SendFrames frames, int connections, int window) {
        this.frames = frames;
        windows = new Window[connections];
        for (int i = 0; i < connections; i++) {
            windows[i] = new Window(window);
        }
    }

    /**
     * Runs such a load.
     *
     * @param length of a body, bytes
     * @param window frames without an answer, per connection
     */
    public static Figures run(
            Target target, String topic, int queueCount, int length, int connections, int window, Phase phase)
            throws IOException {
        PipelinedSends sends =
                new PipelinedSends(new SendFrames(target.encoding(), topic, queueCount, length), connections, window);
        try (Poller poller = new Poller()) {
            for (int i = 0; i < connections; i++) {
                Link link = poller.connect(target.broker(), i, Math.max(SEND_BUFFER, 2 * sends.frames.length()), sends);
                sends.onReadEnd(link);
            }
            Figures figures = phase.run(target, poller, sends.tally);
            sends.sending = false;
            poller.runUntil(System.nanoTime() + (long) 5e9, () -> sends.inFlight == 0);
            // what was on its way when the time was over has been taken, too
            figures.put("taken", sends.tally.messages());
            return figures;
        }
    }

    @Override
    public void onFrame(Link link, AnswerView answer, ByteBuffer in) throws IOException {
        Window window = windows[link.index()];
        int place = answer.opaque() - SendFrames.FIRST_OPAQUE;
        if (answer.code() == OK) {
            tally.took(1, frames.bodyLength());
            // the clock is read here and not once a read: it is 20 ns, and a read may hold a millisecond of answers
            tally.latency(System.nanoTime() - window.sentAt[place]);
        } else {
            tally.refused(answer);
        }
        window.free[window.freeCount++] = place;
        inFlight--;
    }

    @Override
    public void onReadEnd(Link link) throws IOException {
        Window window = windows[link.index()];
        ByteBuffer out = link.out();
        long now = System.nanoTime();
        while (sending && window.freeCount > 0 && out.remaining() >= frames.length()) {
            int place = window.free[--window.freeCount];
            frames.put(out, nextQueue, SendFrames.FIRST_OPAQUE + place, now);
            window.sentAt[place] = now;
            nextQueue = nextQueue + 1 == frames.queueCount() ? 0 : nextQueue + 1;
            inFlight++;
        }
        link.flush();
    }
}
