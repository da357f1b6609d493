package io.apogeemq.remoting.netty;

import io.apogeemq.concurrent.Loops;
import io.apogeemq.concurrent.Pool;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/**
 * Looks host names up on threads of its own: the system's look-up blocks for as long as no name server answers, which is
 * many seconds, and on an io loop all its connections would stand for that long. Nothing is remembered here, so that a name
 * means tomorrow what it means tomorrow. Any thread.
 */
final class HostNames {
    /** So many names may be without an answer at once before others have to wait. */
    private static final int THREADS = 8;

    private static final int MOST_WAITING = 1024;

    private final Lookup lookup;
    private final Pool pool;

    /** Whoever asks for a name that is being looked up shares the answer: a name that hangs takes one thread. */
    private final ConcurrentHashMap<String, CompletableFuture<InetAddress>> underWay = new ConcurrentHashMap<>();

    /** The system's look-up, which blocks. */
    interface Lookup {
        InetAddress find(String host) throws UnknownHostException;
    }

    HostNames(Loops loops, Lookup lookup) {
        this.lookup = lookup;
        this.pool = loops.pool("names-", THREADS, MOST_WAITING);
    }

    /** The address, at once when the text is one; or an {@link IOException}. */
    CompletableFuture<InetAddress> find(String host) {
        // with a zone behind a percent sign it is the system's to read
        byte[] numeric = host.indexOf('%') < 0 ? NetUtil.createByteArrayFromIpAddressString(host) : null;
        if (numeric != null) {
            return numeric(host, numeric);
        }
        CompletableFuture<InetAddress> asked = new CompletableFuture<>();
        CompletableFuture<InetAddress> before = underWay.putIfAbsent(host, asked);
        if (before != null) {
            return before;
        }
        try {
            pool.execute(() -> ask(host, asked));
        } catch (RejectedExecutionException e) {
            underWay.remove(host);
            asked.completeExceptionally(new IOException(MOST_WAITING + " other names are being looked up already"));
        }
        return asked;
    }

    private static CompletableFuture<InetAddress> numeric(String host, byte[] address) {
        try {
            return CompletableFuture.completedFuture(InetAddress.getByAddress(host, address));
        } catch (UnknownHostException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void ask(String host, CompletableFuture<InetAddress> asked) {
        try {
            InetAddress found = lookup.find(host);
            underWay.remove(host);
            asked.complete(found);
        } catch (UnknownHostException | RuntimeException e) {
            underWay.remove(host);
            asked.completeExceptionally(e);
        }
    }
}
