package io.apogeemq.simulation;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.frame.BadFrame;
import io.apogeemq.protocol.frame.Payload;
import io.apogeemq.remoting.Connection;
import io.apogeemq.remoting.ConnectionHandler;
import io.apogeemq.remoting.Framing;
import io.apogeemq.remoting.Network;
import io.apogeemq.remoting.RpcFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The network of one simulated process: all processes of a simulation share its ports. As on sockets, what one end does not
 * read stays under way, and the other end is not writable when that is much.
 */
public final class SimulatedNetwork implements Network {
    private static final int LOOPS = 2;

    /** What one end may have under way, bytes, until it is not writable; and from what on it is again. As of sockets, smaller. */
    private static final int MOST_UNDER_WAY = 256 << 10;

    private static final int WRITABLE_AGAIN = 128 << 10;

    private final Simulation simulation;
    private final String process;
    private final List<SimulatedLoop> loops = new ArrayList<>();
    private final List<String> listening = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private int nextPort = 40000;

    SimulatedNetwork(Simulation simulation, SimulatedProcess process, String name) {
        this.simulation = simulation;
        this.process = name;
        for (int i = 0; i < LOOPS; i++) {
            loops.add(process.newLoop("io-" + i));
        }
    }

    record Port(SimulatedNetwork network, Framing framing, Function<Connection, ConnectionHandler> accept) {}

    @Override
    public List<Loop> loops() {
        return List.copyOf(loops);
    }

    @Override
    public Listener listen(InetSocketAddress address, Framing framing, Function<Connection, ConnectionHandler> accept)
            throws IOException {
        String key = key(address.getPort());
        if (simulation.ports.putIfAbsent(key, new Port(this, framing, accept)) != null) {
            throw new IOException("cannot listen on " + key + ": it is taken");
        }
        listening.add(key);
        return new Listener() {
            @Override
            public InetSocketAddress address() {
                return address;
            }

            @Override
            public void close() {
                simulation.ports.remove(key);
            }
        };
    }

    @Override
    public <H extends ConnectionHandler> CompletionStage<H> connect(
            String address, long timeoutMillis, Framing framing, Function<Connection, H> handler) {
        CompletableFuture<H> connected = new CompletableFuture<>();
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        SimulatedLoop here = loops.get(simulation.random().nextInt(LOOPS));
        simulation.schedule(here, simulation.delayNanos(), () -> {
            Port target = simulation.ports.get(key(port));
            if (target == null) {
                connected.completeExceptionally(new RpcFailure(
                        RpcFailure.Kind.CONNECT, address, "connect to " + address + " failed: nobody listens"));
                return;
            }
            if (target.framing != framing) {
                throw new IllegalStateException(address + " speaks " + target.framing + ", not " + framing);
            }
            SimulatedLoop there = target.network.loops.get(simulation.random().nextInt(LOOPS));
            Link link = new Link(here, there, framing, local(nextPort++), local(port));
            links.add(link);
            target.network.links.add(link);
            simulation.opened(link);
            // first: what the near end says at once comes after it
            link.far.post(() -> link.far.handler = target.accept.apply(link.far));
            link.near.handler = handler.apply(link.near);
            @SuppressWarnings("unchecked") // made by the caller's function one line up
            H made = (H) link.near.handler;
            connected.complete(made);
        });
        return connected;
    }

    /** All simulated hosts are this one address; ports tell them apart. */
    private static InetSocketAddress local(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String key(int port) {
        return "port " + port;
    }

    /** What this process wrote to open connections and the other ends have not taken yet. */
    public long bytesUnderWay() {
        return links.stream()
                .filter(link -> !link.isCut())
                .mapToLong(link -> (loops.contains(link.near.loop) ? link.near : link.far).bytesUnderWay)
                .sum();
    }

    void crash() {
        listening.forEach(simulation.ports::remove);
        listening.clear();
        links.forEach(link -> link.cut("the process " + process + " died"));
        links.clear();
    }

    @Override
    public void close() {
        crash();
    }

    /** A connection and its two ends. */
    final class Link {
        final End near;
        final End far;
        private final Framing framing;
        private boolean cut;

        Link(
                SimulatedLoop here,
                SimulatedLoop there,
                Framing framing,
                InetSocketAddress nearAddress,
                InetSocketAddress farAddress) {
            this.framing = framing;
            near = new End(this, here, nearAddress, farAddress);
            far = new End(this, there, farAddress, nearAddress);
        }

        boolean isCut() {
            return cut;
        }

        /** What is under way is lost; each end learns of it in its own time. */
        void cut(String why) {
            if (!cut) {
                cut = true;
                near.gone(why);
                far.gone(why);
            }
        }
    }

    /** One end of a connection. Frames keep their order, as on TCP. */
    final class End implements Connection {
        private final Link link;
        private final SimulatedLoop loop;
        private final InetSocketAddress local;
        private final InetSocketAddress remote;
        private final List<byte[]> unflushed = new ArrayList<>();
        /** Frames on their way to this end, and when each may arrive at the earliest. */
        private final ArrayDeque<byte[]> arriving = new ArrayDeque<>();

        /** How many of them have arrived and wait for this end to read. */
        private int arrived;

        private long lastArrival;
        private boolean reading = true;
        private long bytesUnderWay;
        private boolean writable = true;

        @Nullable
        ConnectionHandler handler;

        End(Link link, SimulatedLoop loop, InetSocketAddress local, InetSocketAddress remote) {
            this.link = link;
            this.loop = loop;
            this.local = local;
            this.remote = remote;
        }

        private End other() {
            return link.near == this ? link.far : link.near;
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
            return !link.cut;
        }

        @Override
        public void write(byte[] head, int headLength, @Nullable Payload body) {
            loop.assertInside();
            ByteBuffer frame = ByteBuffer.allocate(headLength + (body == null ? 0 : body.length()));
            frame.put(head, 0, headLength);
            for (int i = 0; body != null && i < body.count(); i++) {
                frame.put(body.buffer(i).duplicate());
            }
            if (body != null) {
                body.release();
            }
            unflushed.add(frame.array());
            bytesUnderWay += frame.capacity();
            if (writable && bytesUnderWay > MOST_UNDER_WAY) {
                writable = false;
                tellWritability();
            }
        }

        private void tellWritability() {
            ConnectionHandler to = handler;
            if (to != null) {
                to.onWritable();
            }
        }

        private void learnTaken(int length) {
            if (!loop.isStopped()) {
                simulation.schedule(loop, simulation.delayNanos(), () -> taken(length));
            }
        }

        private void taken(int length) {
            bytesUnderWay -= length;
            if (!writable && bytesUnderWay <= WRITABLE_AGAIN) {
                writable = true;
                tellWritability();
            }
        }

        @Override
        public void flush() {
            loop.assertInside();
            for (byte[] frame : unflushed) {
                if (!link.cut && link.framing == Framing.FRAMES) {
                    other().deliver(frame);
                } else if (!link.cut) {
                    deliverInPieces(frame);
                }
            }
            unflushed.clear();
        }

        /** As on a socket: whoever reads gets what has come, which ends anywhere. */
        private void deliverInPieces(byte[] bytes) {
            int from = 0;
            while (from < bytes.length) {
                int to = simulation.random().nextInt(2) == 0
                        ? bytes.length
                        : from + 1 + simulation.random().nextInt(bytes.length - from);
                other().deliver(Arrays.copyOfRange(bytes, from, to));
                from = to;
            }
        }

        private void deliver(byte[] frame) {
            arriving.add(frame);
            post(this::arrive);
        }

        private void arrive() {
            arrived++;
            receive();
        }

        /** Runs the task here after a delay, never before what was posted earlier. */
        void post(Runnable task) {
            long now = simulation.clock().nanos();
            lastArrival = Math.max(lastArrival + 1, now + simulation.delayNanos());
            if (!loop.isStopped()) {
                simulation.schedule(loop, lastArrival - now, task);
            }
        }

        /** Hands over the oldest frame; only its own arrival or a turn of its own may lead here, never a handler. */
        private void receive() {
            ConnectionHandler to = handler;
            if (!reading || arrived == 0 || link.cut || to == null) {
                return;
            }
            arrived--;
            byte[] bytes = arriving.remove();
            other().learnTaken(bytes.length);
            ByteBuffer frame = ByteBuffer.wrap(bytes);
            if (link.framing == Framing.FRAMES) {
                frame.position(4);
            }
            try {
                to.onFrame(frame);
                to.onReadEnd();
            } catch (BadFrame e) {
                link.cut(e.getMessage());
            }
        }

        private void gone(String why) {
            arriving.clear();
            arrived = 0;
            post(() -> {
                ConnectionHandler to = handler;
                if (to != null) {
                    handler = null;
                    to.onClosed(why);
                }
            });
        }

        @Override
        public boolean isWritable() {
            return writable;
        }

        @Override
        public void reading(boolean on) {
            loop.assertInside();
            reading = on;
            for (int i = 0; on && i < arrived; i++) {
                loop.push(this::receive);
            }
        }

        @Override
        public void close(String why) {
            link.cut(why);
        }
    }
}
