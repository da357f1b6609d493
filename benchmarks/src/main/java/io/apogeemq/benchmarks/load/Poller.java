package io.apogeemq.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The thread of the load: waits for sockets and lets their receivers work until a condition holds. */
final class Poller implements AutoCloseable {
    private static final long LONGEST_WAIT_MILLIS = 20;

    private final Selector selector;
    private final List<Link> links = new ArrayList<>();
    private @Nullable IOException failure;

    Poller() throws IOException {
        selector = Selector.open();
    }

    Link connect(InetSocketAddress address, int index, int sendBuffer, Link.Receiver receiver) throws IOException {
        Link link = new Link(selector, address, index, sendBuffer, receiver);
        links.add(link);
        return link;
    }

    /** Runs until {@code done} holds or {@code deadline} (of {@link System#nanoTime}) has passed. */
    void runUntil(long deadline, BooleanSupplier done) throws IOException {
        while (!done.getAsBoolean() && deadline - System.nanoTime() > 0) {
            selector.select(this::onReady, LONGEST_WAIT_MILLIS);
            if (failure != null) {
                throw failure;
            }
        }
    }

    private void onReady(SelectionKey key) {
        try {
            ((Link) key.attachment()).onReady();
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public void close() throws IOException {
        for (Link link : links) {
            link.close();
        }
        selector.close();
    }
}
