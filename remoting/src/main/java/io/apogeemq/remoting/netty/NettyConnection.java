package io.apogeemq.remoting.netty;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.frame.Payload;
import io.apogeemq.remoting.Connection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket. What is written between two flushes is gathered: heads and short parts of bodies are copied into one buffer, so
 * that a hundred answers are one system call; long parts are handed on as they are.
 */
final class NettyConnection implements Connection {
    /** Up to here copying a part of a body costs less than a buffer, its share of a listener and an entry of the vector. */
    private static final int COPIED_PART = 2048;

    private static final int GATHER = 32 << 10;

    private static final Logger log = LoggerFactory.getLogger(NettyConnection.class);

    private final Channel channel;
    private final NettyLoop loop;
    private final InetSocketAddress remote;
    private final InetSocketAddress local;
    private final int maxIdleSeconds;
    private @Nullable ByteBuf gathered;
    /** Whether the loop's spare buffer is this one's, until the next flush. */
    private boolean hasSpare;

    private boolean unflushed;
    private @Nullable Future<?> idleWatch;
    private boolean active;
    private boolean reading = true;
    private Runnable onReadingAgain = () -> {};
    private String closeReason = "the other end closed it";

    NettyConnection(Channel channel, NettyLoop loop, int maxIdleSeconds) {
        this.channel = channel;
        this.loop = loop;
        this.remote = (InetSocketAddress) channel.remoteAddress();
        this.local = (InetSocketAddress) channel.localAddress();
        this.maxIdleSeconds = maxIdleSeconds;
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public boolean isOpen() {
        return channel.isActive();
    }

    @Override
    public void write(byte[] head, int headLength, @Nullable Payload body) {
        if (!channel.isActive()) {
            if (body != null) {
                body.release();
            }
            return;
        }
        active = true;
        room(headLength).writeBytes(head, 0, headLength);
        if (body != null) {
            write(body);
        }
    }

    private void write(Payload body) {
        int lastLong = -1;
        for (int index = 0; index < body.count(); index++) {
            if (body.length(index) > COPIED_PART) {
                lastLong = index;
            }
        }
        boolean releasedWithLast = false;
        try {
            releasedWithLast = write(body, lastLong);
        } catch (InternalError e) {
            // Java's word for a page of a file that the disk does not give. Half of the frame is written: only a new
            // connection begins at a frame
            log.error(
                    "connection {} is closed: the message that it should have cannot be read: {}",
                    remote,
                    e.toString());
            close("the message could not be read");
        } finally {
            if (!releasedWithLast) {
                body.release();
            }
        }
    }

    /** Returns whether the body is released when its last long part has been written. */
    private boolean write(Payload body, int lastLong) {
        boolean releasedWithLast = false;
        int i = 0;
        while (i < body.count()) {
            if (body.length(i) <= COPIED_PART) {
                i = copyShort(body, i);
            } else {
                handOver();
                ByteBuf part = Unpooled.wrappedBuffer(body.buffer(i));
                if (i == lastLong) {
                    // parts are written in order: when the last one is done with, so are all
                    channel.write(part).addListener(done -> body.release());
                    releasedWithLast = true;
                } else {
                    channel.write(part, channel.voidPromise());
                }
                unflushed = true;
                i++;
            }
        }
        return releasedWithLast;
    }

    /** Copies short parts, from that one on, as long as the buffer has room for them; returns which one is next. */
    private int copyShort(Payload body, int first) {
        ByteBuf out = room(body.length(first));
        int begin = out.writerIndex();
        // one view for all of them: making it costs as much as copying a part
        ByteBuffer target = out.internalNioBuffer(begin, out.writableBytes());
        int from = target.position();
        int next = first;
        while (next < body.count() && body.length(next) <= COPIED_PART && body.length(next) <= target.remaining()) {
            body.copyTo(next, target);
            next++;
        }
        out.writerIndex(begin + target.position() - from);
        return next;
    }

    private ByteBuf room(int length) {
        ByteBuf out = gathered;
        if (out != null && out.writableBytes() < length) {
            handOver();
            out = null;
        }
        if (out == null) {
            out = emptyBuffer(length);
            gathered = out;
        }
        return out;
    }

    private ByteBuf emptyBuffer(int length) {
        ByteBuf spare = loop.spare().take(length);
        if (spare == null) {
            return channel.alloc().directBuffer(Math.max(GATHER, length));
        }
        hasSpare = true;
        return spare;
    }

    private void handOver() {
        ByteBuf out = gathered;
        if (out != null) {
            gathered = null;
            channel.write(out, channel.voidPromise());
            unflushed = true;
        }
    }

    @Override
    public void flush() {
        handOver();
        if (unflushed) {
            unflushed = false;
            channel.flush();
            giveBackSpare();
        }
    }

    private void giveBackSpare() {
        if (hasSpare) {
            hasSpare = false;
            loop.spare().giveBack();
        }
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void reading(boolean on) {
        reading = on;
        channel.config().setAutoRead(on);
        if (on) {
            onReadingAgain.run();
        }
    }

    boolean isReading() {
        return reading;
    }

    /** Runs the task, on the loop, each time that reading goes on after a pause. */
    void onReadingAgain(Runnable task) {
        onReadingAgain = task;
    }

    @Override
    public void close(String why) {
        if (loop.inside()) {
            closeReason = why;
            channel.close();
        } else {
            channel.eventLoop().execute(() -> {
                closeReason = why;
                channel.close();
            });
        }
    }

    /** Closes it, for something that whoever runs either end should know. On the loop. */
    void refuse(String why) {
        log.warn("connection {} is closed: {}", remote, why);
        close(why);
    }

    /** After the channel is gone. */
    String ended() {
        ByteBuf out = gathered;
        if (out != null) {
            gathered = null;
            out.release();
        }
        giveBackSpare();
        if (idleWatch != null) {
            // or else it would keep all that belongs to the connection until it was due
            idleWatch.cancel(false);
        }
        return closeReason;
    }

    void onError(Error error) {
        loop.onError(error);
    }

    void heard() {
        active = true;
    }

    /** Looks now and then whether anything went over the connection; so idle ones end within one to two periods. */
    void watchIdle() {
        if (maxIdleSeconds > 0) {
            idleWatch = channel.eventLoop().schedule(this::closeIfIdle, maxIdleSeconds, TimeUnit.SECONDS);
        }
    }

    private void closeIfIdle() {
        if (!channel.isActive()) {
            return;
        }
        if (active) {
            active = false;
            watchIdle();
        } else {
            close("nothing was sent or received for " + maxIdleSeconds + " s");
        }
    }
}
