package io.apogeemq.remoting.netty;

import io.apogeemq.protocol.frame.BadFrame;
import io.apogeemq.remoting.ConnectionHandler;
import io.apogeemq.remoting.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.netty.util.internal.OutOfDirectMemoryError;
import java.io.IOException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells frames apart and hands each over as a view of the receive buffer; closes what is not of this protocol. Bytes of
 * another protocol it hands over as they come.
 *
 * <p>While the connection does not read, what was received already stays in the buffer: one read may have brought
 * thousands of requests.
 */
final class FrameDecoder extends ByteToMessageDecoder {
    private static final Logger log = LoggerFactory.getLogger(FrameDecoder.class);

    /** First byte of a TLS hello; a length of this protocol cannot begin so (spec/remoting.md 15). */
    static final int TLS_HANDSHAKE = 0x16;

    private final NettyConnection connection;
    private final ConnectionHandler handler;
    private final Framing framing;
    private final int maxLength;
    private boolean broken;
    private boolean decoding;
    private boolean goingOn;
    private boolean ending;

    FrameDecoder(NettyConnection connection, ConnectionHandler handler, Framing framing, int maxLength) {
        this.connection = connection;
        this.handler = handler;
        this.framing = framing;
        this.maxLength = maxLength;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (!connection.isReading() && !ending) {
            return;
        }
        decoding = true;
        try {
            if (framing == Framing.BYTES) {
                bytes(in);
            } else if (in.readableBytes() >= 4) {
                frame(in);
            } else if (in.isReadable() && in.getUnsignedByte(in.readerIndex()) == TLS_HANDSHAKE) {
                throw tls();
            }
        } catch (BadFrame e) {
            broken = true;
            in.skipBytes(in.readableBytes());
            connection.refuse(String.valueOf(e.getMessage()));
        } finally {
            decoding = false;
        }
    }

    /** The connection is gone: what was received before still counts, such as one-way requests before a goodbye. */
    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        ending = true;
        int before = -1;
        while (in.isReadable() && in.readableBytes() != before) {
            before = in.readableBytes();
            decode(ctx, in, out);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        connection.onReadingAgain(() -> goOn(ctx));
    }

    /** What lies in the buffer is handed over in a turn of its own: whoever lets the reading go on is in the middle of something. */
    private void goOn(ChannelHandlerContext ctx) {
        if (decoding || goingOn) {
            return;
        }
        goingOn = true;
        ctx.executor().execute(() -> {
            goingOn = false;
            try {
                super.channelRead(ctx, Unpooled.EMPTY_BUFFER);
                channelReadComplete(ctx);
            } catch (Exception e) {
                exceptionCaught(ctx, e);
            }
        });
    }

    private void bytes(ByteBuf in) throws BadFrame {
        int at = in.readerIndex();
        int length = in.readableBytes();
        in.skipBytes(length);
        handler.onFrame(in.internalNioBuffer(at, length));
    }

    private void frame(ByteBuf in) throws BadFrame {
        int at = in.readerIndex();
        if (in.getUnsignedByte(at) == TLS_HANDSHAKE) {
            throw tls();
        }
        int length = in.getInt(at);
        if (length < 4 || length > maxLength) {
            throw new BadFrame("a frame of " + length + " bytes (4 to " + maxLength + " are taken)");
        }
        if (in.readableBytes() < 4 + length) {
            return;
        }
        in.skipBytes(4 + length);
        handler.onFrame(in.internalNioBuffer(at + 4, length));
    }

    private static BadFrame tls() {
        return new BadFrame(
                "it began with a TLS hello, and this port does not speak TLS; let the client set tls.enable=false");
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object received) throws Exception {
        connection.heard();
        super.channelRead(ctx, received);
    }

    /** Not the decoder's own: that one asks for more bytes whenever a read brought no message, also while nothing is read. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        handler.onReadEnd();
        discardSomeReadBytes();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        handler.onWritable();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        super.channelInactive(ctx);
        handler.onClosed(connection.ended());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            connection.close(String.valueOf(cause.getMessage()));
        } else if (cause instanceof DecoderException && cause.getCause() instanceof SSLException trouble) {
            connection.refuse("its TLS does not go: " + trouble.getMessage());
        } else {
            log.error("connection {} is closed", connection.remote(), cause);
            connection.close(String.valueOf(cause));
            if (cause instanceof Error error && !isOfThisConnectionOnly(error)) {
                connection.onError(error);
            }
        }
    }

    /** A page of a file that cannot be read for it, or no room for its bytes within the bound. */
    private static boolean isOfThisConnectionOnly(Error error) {
        return error instanceof InternalError || error instanceof OutOfDirectMemoryError;
    }
}
