package io.apogeemq.remoting;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.frame.BadFrame;
import io.apogeemq.protocol.frame.Frame;
import io.apogeemq.protocol.frame.Head;
import io.apogeemq.protocol.frame.Payload;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a connection. Either side may ask: its requests go through the routes, ours wait in the pending
 * table; the two directions number their requests independently (spec/remoting.md 10).
 */
@OwnedBy("the connection's loop")
public final class Peer implements ConnectionHandler {
    /** Bytes of answers that other loops may have made ready before the connection has written them. */
    static final long MOST_ANSWERS_AHEAD = 256 << 10;

    private final Connection connection;
    private final RpcContext context;
    private final LoopScratch scratch;
    private final PendingCalls pending;
    private final Dispatcher dispatcher;
    private final List<Consumer<Peer>> closeListeners = new ArrayList<>();
    private final ConcurrentHashMap<Loop, Turns> turns = new ConcurrentHashMap<>();
    private final AtomicLong answersAhead = new AtomicLong();
    private volatile boolean closed;
    private boolean reading;
    private boolean flushQueued;

    Peer(Connection connection, RpcContext context) {
        this.connection = connection;
        this.context = context;
        this.scratch = context.scratch().of(connection.loop());
        this.pending = new PendingCalls(this, context);
        this.dispatcher = new Dispatcher(this, context, scratch.load);
    }

    public Loop loop() {
        return connection.loop();
    }

    /** Address of the other end as we see it. Any thread. */
    public InetSocketAddress remote() {
        return connection.remote();
    }

    /** {@code ip:port} of the other end. Any thread. */
    public String remoteAddress() {
        InetSocketAddress remote = remote();
        return remote.getAddress() == null
                ? remote.getHostString() + ":" + remote.getPort()
                : remote.getAddress().getHostAddress() + ":" + remote.getPort();
    }

    /** Address of this end. Any thread. */
    public InetSocketAddress local() {
        return connection.local();
    }

    /** Any thread. */
    public boolean isOpen() {
        return connection.isOpen();
    }

    /** Any thread. */
    public void close(String why) {
        connection.close(why);
    }

    /**
     * Takes no more requests, has those answered that are being worked on, and closes the connection. Any thread.
     *
     * @param waitMillis when it is closed at the latest
     */
    void end(String why, long waitMillis) {
        onLoop(() -> dispatcher.end(why, waitMillis));
    }

    /** Closes it behind everything that was written so far. On the connection's loop. */
    void closeBehindAnswers(String why) {
        onNextTurn(() -> {
            connection.flush();
            connection.close(why);
        });
    }

    /** Calls the listener on the connection's loop when the connection is gone; at once if it is. Any thread. */
    public void whenClosed(Consumer<Peer> listener) {
        onLoop(() -> {
            if (closed) {
                listener.accept(this);
            } else {
                closeListeners.add(listener);
            }
        });
    }

    /**
     * Asks the other end. Any thread.
     *
     * @return the answer, completed on the connection's loop; or an {@link RpcFailure}
     */
    public CompletionStage<Answer> call(Request request, long timeoutMillis) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        onLoop(() -> {
            int opaque = pending.add(answer, timeoutMillis);
            if (opaque != PendingCalls.NONE) {
                writeRequest(request, opaque, 0);
            }
        });
        return answer;
    }

    /** Tells the other end something, without an answer. Any thread. */
    public void send(Request request) {
        onLoop(() -> {
            if (!closed) {
                writeRequest(request, context.nextOpaque(), Frame.ONEWAY);
            }
        });
    }

    private void writeRequest(Request request, int opaque, int flag) {
        scratch.writer.begin(
                context.encoding(), request.code(), context.language(), context.version(), opaque, flag, null);
        request.writeFields(scratch.writer);
        int length = scratch.writer.finish(request.bodyLength());
        connection.write(scratch.writer.bytes(), length, request.payload());
        flushSoon();
    }

    void answer(Call call, Reply reply) {
        if (loop().inside()) {
            dispatcher.finish(call, reply);
        } else {
            Payload body = reply.body();
            int length = body == null ? 0 : body.length();
            answersAhead.addAndGet(length);
            onNextTurn(() -> {
                answersAhead.addAndGet(-length);
                dispatcher.finish(call, reply);
                goOnElsewhere();
            });
        }
    }

    void fail(Call call, @Nullable Throwable cause) {
        onLoop(() -> dispatcher.fail(call, cause));
    }

    void writeReply(Call call, Reply reply) {
        Payload body = reply.body();
        if (call.isOneway() || closed) {
            if (body != null) {
                body.release();
            }
            return;
        }
        scratch.writer.begin(
                context.encoding(),
                reply.code(),
                context.language(),
                context.version(),
                call.opaque(),
                Frame.RESPONSE,
                reply.remark());
        reply.writeFields(scratch.writer);
        int length = scratch.writer.finish(body == null ? 0 : body.length());
        connection.write(scratch.writer.bytes(), length, body);
        flushSoon();
    }

    /** One flush for all that is written during a read, or during one task of the loop. */
    private void flushSoon() {
        if (!reading && !flushQueued) {
            flushQueued = true;
            onNextTurn(this::flushQueued);
        }
    }

    private void flushQueued() {
        flushQueued = false;
        connection.flush();
    }

    @Override
    public void onFrame(ByteBuffer frame) throws BadFrame {
        reading = true;
        int weight = frame.remaining();
        Head head = scratch.head;
        head.read(frame);
        pending.heard();
        if (head.isResponse()) {
            pending.complete(head, frame);
        } else {
            dispatcher.dispatch(head, frame, weight);
        }
    }

    @Override
    public void onReadEnd() {
        reading = false;
        connection.flush();
    }

    @Override
    public void onWritable() {
        dispatcher.adjustReading();
        goOnElsewhere();
    }

    @Override
    public void onClosed(String why) {
        closed = true;
        pending.failAll(why);
        List<Consumer<Peer>> listeners = List.copyOf(closeListeners);
        closeListeners.clear();
        for (Consumer<Peer> listener : listeners) {
            listener.accept(this);
        }
        goOnElsewhere();
    }

    /** Its work for a loop that is not its own. Any thread. */
    Turns turns(Loop other) {
        return turns.computeIfAbsent(other, loop -> new Turns(loop, this::takesAnswers));
    }

    /**
     * Whether what another loop answers now would be written soon. Many small requests may be under way; their answers would
     * otherwise fill the memory while the other end takes none. Any thread.
     */
    private boolean takesAnswers() {
        return closed || (answersAhead.get() < MOST_ANSWERS_AHEAD && context.mayAnswer(this));
    }

    private void goOnElsewhere() {
        for (Turns each : turns.values()) {
            each.goOn();
        }
    }

    void leave(Call call) {
        dispatcher.leave(call);
    }

    Connection connection() {
        return connection;
    }

    Clock clock() {
        return context.clock();
    }

    boolean isClosed() {
        return closed;
    }

    void onLoop(Runnable task) {
        if (loop().inside()) {
            task.run();
        } else {
            onNextTurn(task);
        }
    }

    private void onNextTurn(Runnable task) {
        try {
            loop().execute(task);
        } catch (RejectedExecutionException e) {
            // the loop has stopped: its connections are gone, and with them whoever could have been answered
            context.onStoppedLoop(this, e);
        }
    }

    /** Who it is, for logs. */
    @Override
    public String toString() {
        return remoteAddress();
    }
}
