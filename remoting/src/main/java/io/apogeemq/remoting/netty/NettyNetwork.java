package io.apogeemq.remoting.netty;

import io.apogeemq.concurrent.Fatal;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.remoting.Connection;
import io.apogeemq.remoting.ConnectionHandler;
import io.apogeemq.remoting.Framing;
import io.apogeemq.remoting.Network;
import io.apogeemq.remoting.RpcFailure;
import io.apogeemq.remoting.netty.tls.Tls;
import io.apogeemq.settings.TlsSettings.Mode;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sockets, by Netty: native epoll on Linux, the JDK's selector elsewhere. */
public final class NettyNetwork implements Network {
    /** What may wait in one connection's write queue before its reading pauses, bytes. */
    private static final WriteBufferWaterMark WRITE_BOUND = new WriteBufferWaterMark(512 << 10, 1 << 20);

    private static final int LARGEST_READ = 256 << 10;
    private static final long STOP_WAIT_MILLIS = 2000;

    private final NettyOptions options;
    private final @Nullable Tls tls;
    private final ThreadedLoops threads;
    private final HostNames names;
    private final boolean epoll = Epoll.isAvailable();
    private final MultiThreadIoEventLoopGroup group;
    private final IdentityHashMap<EventExecutor, NettyLoop> loops = new IdentityHashMap<>();
    private final List<Loop> loopList = new ArrayList<>();
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** For what may go on after an error: see the other. */
    public NettyNetwork(String name, NettyOptions options) {
        this(name, options, Fatal.TOLD);
    }

    /**
     * Starts the loops.
     *
     * @param name prefix of the threads' names
     * @param fatal what is done about an error that leaves a task of a loop, or what a connection does
     */
    public NettyNetwork(String name, NettyOptions options, Fatal fatal) {
        this(name, options, fatal, null);
    }

    /**
     * Starts the loops of a network whose connections may be encrypted.
     *
     * @param tls stays its maker's to close; null for plain connections only
     */
    public NettyNetwork(String name, NettyOptions options, Fatal fatal, @Nullable Tls tls) {
        this(name, options, fatal, tls, InetAddress::getByName);
    }

    NettyNetwork(String name, NettyOptions options, Fatal fatal, @Nullable Tls tls, HostNames.Lookup lookup) {
        this.options = options;
        this.tls = tls;
        this.threads = new ThreadedLoops(name + "-", fatal);
        this.names = new HostNames(threads, lookup);
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(options.ioThreads(), new DefaultThreadFactory(name, true), io);
        int number = 0;
        for (EventExecutor executor : group) {
            NettyLoop loop = new NettyLoop(executor, name + "-" + number++, fatal);
            loops.put(executor, loop);
            loopList.add(loop);
        }
        group.next().execute(this::meetConnections);
    }

    /**
     * Has what a first connection needs, half of it made by reflection, loaded on a loop that has nothing else to do yet,
     * beside the rest of a start.
     */
    private void meetConnections() {
        Channel channel = epoll ? new EpollSocketChannel() : new NioSocketChannel();
        channel.config().setAllocator(PooledByteBufAllocator.DEFAULT);
        channel.pipeline().addLast(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel never) {
                // it is not registered
            }
        });
        channel.unsafe().closeForcibly();
    }

    @Override
    public List<Loop> loops() {
        return List.copyOf(loopList);
    }

    @Override
    public Listener listen(InetSocketAddress address, Framing framing, Function<Connection, ConnectionHandler> accept)
            throws IOException {
        Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, options.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BOUND)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, reads())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        NettyConnection connection = connection(channel);
                        if (framing == Framing.FRAMES && tls != null && tls.mode() != Mode.DISABLED) {
                            channel.pipeline().addLast(new TlsDetector(connection, tls));
                        }
                        open(channel, connection, framing, accept);
                    }
                });
        if (options.sendBufferBytes() > 0) {
            bootstrap.childOption(ChannelOption.SO_SNDBUF, options.sendBufferBytes());
        }
        if (options.receiveBufferBytes() > 0) {
            bootstrap.childOption(ChannelOption.SO_RCVBUF, options.receiveBufferBytes());
        }
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        Channel channel = bound.channel();
        return new Listener() {
            @Override
            public InetSocketAddress address() {
                return (InetSocketAddress) channel.localAddress();
            }

            @Override
            public void close() {
                channel.close().awaitUninterruptibly(STOP_WAIT_MILLIS);
            }
        };
    }

    @Override
    public <H extends ConnectionHandler> CompletionStage<H> connect(
            String address, long timeoutMillis, Framing framing, Function<Connection, H> handler) {
        CompletableFuture<H> connected = new CompletableFuture<>();
        InetSocketAddress target;
        try {
            target = parse(address);
        } catch (IllegalArgumentException e) {
            connected.completeExceptionally(failure(address, String.valueOf(e.getMessage())));
            return connected;
        }
        CompletableFuture<InetAddress> host = names.find(target.getHostString());
        if (host.isDone() && !host.isCompletedExceptionally()) {
            Opening<H> opening = new Opening<>(framing, handler, connected);
            connect(address, new InetSocketAddress(host.join(), target.getPort()), timeoutMillis, opening);
        } else {
            connectWhenFound(address, target, host, timeoutMillis, new Opening<>(framing, handler, connected));
        }
        return connected;
    }

    /** The look-up takes of the time that there is; when it takes all of it, it goes on for whoever connects next. */
    private <H extends ConnectionHandler> void connectWhenFound(
            String address,
            InetSocketAddress target,
            CompletableFuture<InetAddress> host,
            long timeoutMillis,
            Opening<H> opening) {
        CompletableFuture<H> connected = opening.connected;
        long began = threads.clock().nanos();
        Future<?> tooLate;
        try {
            tooLate = group.next()
                    .schedule(
                            () -> connected.completeExceptionally(failure(
                                    address,
                                    "where " + target.getHostString() + " is was not answered within " + timeoutMillis
                                            + " ms; look at the name service of this machine")),
                            timeoutMillis,
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            connected.completeExceptionally(failure(address, "the network is closed"));
            return;
        }
        host.whenComplete((found, unknown) -> {
            tooLate.cancel(false);
            if (unknown != null) {
                connected.completeExceptionally(failure(address, ConnectReason.of(unknown)));
            } else if (!connected.isDone()) {
                long left = timeoutMillis
                        - TimeUnit.NANOSECONDS.toMillis(threads.clock().nanos() - began);
                connect(address, new InetSocketAddress(found, target.getPort()), left, opening);
            }
        });
    }

    private <H extends ConnectionHandler> void connect(
            String address, InetSocketAddress target, long timeoutMillis, Opening<H> opening) {
        CompletableFuture<H> connected = opening.connected;
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BOUND)
                .option(ChannelOption.RECVBUF_ALLOCATOR, reads())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.max(1, Math.min(Integer.MAX_VALUE, timeoutMillis)))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // the handler is made when the connection stands
                    }
                });
        try {
            bootstrap.connect(target).addListener((ChannelFuture future) -> {
                if (!future.isSuccess()) {
                    connected.completeExceptionally(failure(address, ConnectReason.of(future.cause())));
                    return;
                }
                if (!future.channel().isActive()) {
                    // it has ended before anybody could be told: whoever took it for open would wait for its end for
                    // ever
                    connected.completeExceptionally(failure(address, "the other end closed it at once"));
                    return;
                }
                SslContext secure = tls == null || opening.framing != Framing.FRAMES ? null : tls.client();
                if (secure == null) {
                    complete(opening, future.channel());
                } else {
                    shakeHands(secure, address, future.channel(), opening);
                }
            });
        } catch (IllegalStateException e) {
            connected.completeExceptionally(failure(address, "the network is closed"));
        }
    }

    private <H extends ConnectionHandler> void shakeHands(
            SslContext secure, String address, Channel channel, Opening<H> opening) {
        InetSocketAddress asked = parse(address);
        SslHandler shaking = secure.newHandler(channel.alloc(), asked.getHostString(), asked.getPort());
        channel.pipeline().addLast(shaking);
        shaking.handshakeFuture().addListener(shaken -> {
            if (shaken.isSuccess()) {
                complete(opening, channel);
            } else {
                channel.close();
                opening.connected.completeExceptionally(failure(address, ConnectReason.ofTls(shaken.cause())));
            }
        });
    }

    /** What a connection becomes that is being made. */
    private record Opening<H extends ConnectionHandler>(
            Framing framing, Function<Connection, H> handler, CompletableFuture<H> connected) {}

    private <H extends ConnectionHandler> void complete(Opening<H> opening, Channel channel) {
        try {
            opening.connected.complete(open(channel, connection(channel), opening.framing, opening.handler));
        } catch (RuntimeException e) {
            channel.close();
            opening.connected.completeExceptionally(e);
        }
    }

    private NettyConnection connection(Channel channel) {
        NettyLoop loop = loops.get(channel.eventLoop());
        if (loop == null) {
            throw new IllegalStateException("a connection on a loop that is not ours");
        }
        return new NettyConnection(channel, loop, options.maxIdleSeconds());
    }

    private <H extends ConnectionHandler> H open(
            Channel channel, NettyConnection connection, Framing framing, Function<Connection, H> make) {
        connections.add(channel);
        channel.closeFuture().addListener(gone -> connections.remove(channel));
        if (closed) {
            channel.close();
        }
        H handler = make.apply(connection);
        channel.pipeline().addLast(new FrameDecoder(connection, handler, framing, options.maxFrameLength()));
        connection.watchIdle();
        return handler;
    }

    private static AdaptiveRecvByteBufAllocator reads() {
        return new AdaptiveRecvByteBufAllocator(256, 4096, LARGEST_READ);
    }

    /** {@code host:port}, split at the last colon; unresolved, since the name is looked up each time. */
    private static InetSocketAddress parse(String address) {
        int colon = address.lastIndexOf(':');
        try {
            String host = address.substring(0, Math.max(colon, 0));
            if (!host.isEmpty()) {
                return InetSocketAddress.createUnresolved(
                        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host,
                        Integer.parseInt(address.substring(colon + 1).trim()));
            }
        } catch (IllegalArgumentException e) {
            // falls through to the one message
        }
        throw new IllegalArgumentException("not of the form host:port");
    }

    private static RpcFailure failure(String address, String why) {
        return new RpcFailure(RpcFailure.Kind.CONNECT, address, "connect to " + address + " failed: " + why);
    }

    @Override
    public void close() {
        closed = true;
        connections.forEach(Channel::close);
        connections.forEach(channel -> channel.closeFuture().awaitUninterruptibly(STOP_WAIT_MILLIS));
        threads.close();
        group.shutdownGracefully(0, STOP_WAIT_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_WAIT_MILLIS);
    }
}
