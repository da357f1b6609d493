package io.apogeemq.remoting.netty;

import io.apogeemq.remoting.netty.tls.Tls;
import io.apogeemq.settings.TlsSettings.Mode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sees by a connection's first byte whether it speaks TLS (spec/remoting.md 15), lets it or not, and is gone: a plain connection
 * pays for it once.
 */
final class TlsDetector extends ChannelInboundHandlerAdapter {
    private final NettyConnection connection;
    private final Tls tls;
    private @Nullable ByteBuf first;

    TlsDetector(NettyConnection connection, Tls tls) {
        this.connection = connection;
        this.tls = tls;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object received) {
        ByteBuf bytes = (ByteBuf) received;
        ByteBuf before = first;
        if (before != null) {
            // read already when reading stopped
            first = ctx.alloc().compositeBuffer().addComponents(true, before, bytes);
            return;
        }
        if (!bytes.isReadable()) {
            bytes.release();
            return;
        }
        if (bytes.getUnsignedByte(bytes.readerIndex()) == FrameDecoder.TLS_HANDSHAKE) {
            first = bytes;
            ctx.channel().config().setAutoRead(false);
            secure(ctx);
        } else if (tls.mode() == Mode.ENFORCING) {
            bytes.release();
            connection.refuse(
                    "it came without TLS, and tls.server.mode is ENFORCING; let the client set tls.enable=true");
        } else {
            ctx.fireChannelRead(bytes);
            ctx.pipeline().remove(this);
        }
    }

    private void secure(ChannelHandlerContext ctx) {
        CompletableFuture<SslContext> context = tls.server();
        if (context.isDone()) {
            secure(ctx, context);
        } else {
            context.whenComplete((made, failure) -> ctx.executor().execute(() -> secure(ctx, context)));
        }
    }

    private void secure(ChannelHandlerContext ctx, CompletableFuture<SslContext> context) {
        ByteBuf hello = first;
        if (hello == null || ctx.isRemoved()) {
            return;
        }
        if (context.isCompletedExceptionally()) {
            connection.refuse("it asked for TLS, and there is none: "
                    + context.handle((none, failure) -> failure.getMessage()).join());
            return;
        }
        first = null;
        ctx.pipeline().addAfter(ctx.name(), "tls", context.join().newHandler(ctx.alloc()));
        ctx.fireChannelRead(hello);
        ctx.fireChannelReadComplete();
        ctx.pipeline().remove(this);
        ctx.channel().config().setAutoRead(true);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        ReferenceCountUtil.release(first);
        first = null;
    }
}
