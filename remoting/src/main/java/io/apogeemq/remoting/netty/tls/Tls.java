package io.apogeemq.remoting.netty.tls;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Loops;
import io.apogeemq.settings.TlsSettings;
import io.apogeemq.settings.TlsSettings.Identity;
import io.apogeemq.settings.TlsSettings.Mode;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of one process's connections. A server's certificate, key and trusted certificates are looked at every half second,
 * and new connections get what stands there: also when files come or go (spec/security.md 14 has fewer cases). What cannot be
 * used is told once, and the context before stays. A client's are read once.
 */
public final class Tls {
    private static final Logger log = LoggerFactory.getLogger(Tls.class);

    private static final long LOOK_MILLIS = 500;

    private final TlsSettings settings;
    private final Loops loops;
    private final Clock clock;
    private final List<Path> watched = new ArrayList<>();
    private final @Nullable Loop loop;
    private final @Nullable SslContext client;
    private volatile @Nullable CompletableFuture<SslContext> server;
    private byte[] seen = {};

    /**
     * Reads what there is to read. Blocks.
     *
     * @param loops has a thread that looks at the files; none when there are none
     * @throws IOException when a file cannot be used; the text names it and why
     */
    public Tls(TlsSettings settings, Loops loops) throws IOException {
        this.settings = settings;
        this.loops = loops;
        this.clock = loops.clock();
        this.client = settings.outgoing() ? TlsContexts.client(settings) : null;
        Identity identity = settings.server().identity();
        if (settings.mode() == Mode.DISABLED || identity == null) {
            // what it makes for itself it makes when somebody asks for TLS
            loop = null;
            return;
        }
        watched.add(identity.certificates());
        watched.add(identity.key());
        Path trust = settings.server().trust();
        if (trust != null) {
            watched.add(trust);
        }
        seen = state();
        server = CompletableFuture.completedFuture(TlsContexts.server(settings, now()));
        loop = loops.loop("tls");
        loop.execute(this::lookLater);
    }

    /** What a port takes. */
    public Mode mode() {
        return settings.mode();
    }

    /** For the next connection that a client opens with TLS; soon, when nothing was made yet. Any thread. */
    public CompletableFuture<SslContext> server() {
        CompletableFuture<SslContext> present = server;
        return present == null ? makeOwn() : present;
    }

    /** At the first hello: most processes never hear one, and Java's TLS takes a while to load. */
    private synchronized CompletableFuture<SslContext> makeOwn() {
        CompletableFuture<SslContext> making = server;
        if (making == null) {
            CompletableFuture<SslContext> made = new CompletableFuture<>();
            making = made;
            server = made;
            loops.pool("tls-", 1, 1).execute(() -> {
                try {
                    made.complete(TlsContexts.server(settings, now()));
                } catch (IOException | RuntimeException e) {
                    made.completeExceptionally(e);
                }
            });
        }
        return making;
    }

    /** For the connections of this process to others; null when those are plain. */
    public @Nullable SslContext client() {
        return client;
    }

    private void lookLater() {
        if (loop != null) {
            loop.schedule(LOOK_MILLIS, this::look);
        }
    }

    private void look() {
        byte[] now = state();
        if (!Arrays.equals(now, seen)) {
            seen = now;
            try {
                server = CompletableFuture.completedFuture(TlsContexts.server(settings, now()));
                log.info("new connections have the certificate that {} holds now", watched.get(0));
            } catch (IOException e) {
                log.error("new connections keep the certificate from before: {}", e.toString());
            }
        }
        lookLater();
    }

    /** What the files hold, as a sum: a copy may keep the time and the length, and keys are not kept in memory as text. */
    private byte[] state() {
        MessageDigest sum;
        try {
            sum = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        for (Path each : watched) {
            try {
                sum.update(Files.readAllBytes(each));
            } catch (IOException e) {
                sum.update(e.toString().getBytes(StandardCharsets.UTF_8));
            }
            sum.update((byte) 0);
        }
        return sum.digest();
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
