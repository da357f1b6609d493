package io.apogeemq.settings;

import java.io.IOException;
import java.util.List;

/**
 * Where a server listens and how its sockets are opened; the same keys in a broker and in a NameServer. Source:
 * spec/config.md 10 and 11.
 *
 * @param bindAddress the local address to listen on; 0.0.0.0 for all
 * @param maxIdleSeconds a connection that neither sent nor received for so long is closed; 0 for never
 * @param backlog connections that may wait to be accepted
 * @param sendBufferBytes of a socket; 0 for the system's
 * @param receiveBufferBytes of a socket; 0 for the system's
 * @param connectTimeoutMillis how long an own connection may take to stand
 * @param tls how connections are encrypted
 */
public record NetworkSettings(
        String bindAddress,
        int listenPort,
        int maxIdleSeconds,
        int backlog,
        int sendBufferBytes,
        int receiveBufferBytes,
        int connectTimeoutMillis,
        TlsSettings tls) {

    private static final ValueType<Integer> COUNT = ValueType.int32(0, Integer.MAX_VALUE);
    private static final ValueType<Integer> AT_LEAST_ONE = ValueType.int32(1, Integer.MAX_VALUE);

    private static final Setting<String> BIND_ADDRESS = Setting.built("bindAddress", ValueType.NAME, "0.0.0.0")
            .why("the local address to listen on; 0.0.0.0 for all");
    private static final Setting<Integer> MAX_IDLE = Setting.built("serverChannelMaxIdleTimeSeconds", COUNT, 120)
            .unit("s")
            .why("a connection on which nothing went for so long is closed; 0 for never");
    private static final Setting<Integer> BACKLOG =
            Setting.built("serverSocketBacklog", AT_LEAST_ONE, 1024).why("connections that may wait to be accepted");
    private static final Setting<Integer> SEND_BUFFER = Setting.built("serverSocketSndBufSize", COUNT, 0)
            .unit("bytes")
            .why("send buffer of a socket; 0 leaves it to the system");
    private static final Setting<Integer> RECEIVE_BUFFER = Setting.built("serverSocketRcvBufSize", COUNT, 0)
            .unit("bytes")
            .why("receive buffer of a socket; 0 leaves it to the system");
    private static final Setting<Integer> CONNECT_TIMEOUT = Setting.built("connectTimeoutMillis", AT_LEAST_ONE, 3000)
            .unit("ms")
            .why("how long a connection to another process may take to stand");

    private static final Setting<TlsSettings.Mode> TLS_MODE = Setting.built(
                    "tls.server.mode",
                    ValueType.choice(TlsSettings.Mode.class),
                    Default.from(
                            "-Dtls.server.mode, else PERMISSIVE",
                            environment -> TlsSettings.of(environment.tls(), null, false)
                                    .mode()))
            .onlyWhenGiven()
            .why(
                    "which clients the port takes: PERMISSIVE with TLS and without, ENFORCING with TLS only, DISABLED without"
                            + " TLS only (RocketMQ reads it as a system property only)");
    private static final Setting<Boolean> USE_TLS = Setting.built("useTLS", ValueType.BOOL, false)
            .why(
                    "whether connections to other processes use TLS; -Dtls.enable=true, and tls.server.mode=ENFORCING without"
                            + " it, say so too");

    public static NetworkSettings of(Settings in, Setting<Integer> listenPort) {
        return new NetworkSettings(
                in.get(BIND_ADDRESS),
                in.get(listenPort),
                in.get(MAX_IDLE),
                in.get(BACKLOG),
                in.get(SEND_BUFFER),
                in.get(RECEIVE_BUFFER),
                in.get(CONNECT_TIMEOUT),
                TlsSettings.of(in.environment().tls(), in.get(TLS_MODE), in.get(USE_TLS)));
    }

    /** What is told when a port cannot be had: with the keys that would change it. */
    public static IOException cannotListen(IOException failure, String portKey) {
        return new IOException(
                failure.getMessage() + "; the port is " + portKey + ", the address " + BIND_ADDRESS.key()
                        + ": set another, or stop the process that has it",
                failure);
    }

    /** All keys of RocketMQ's server and client sockets but {@code listenPort}, whose default is the process's own. */
    public static List<List<Setting<?>>> rows() {
        return List.of(
                List.of(
                        BIND_ADDRESS,
                        MAX_IDLE,
                        BACKLOG,
                        SEND_BUFFER,
                        RECEIVE_BUFFER,
                        CONNECT_TIMEOUT,
                        TLS_MODE,
                        USE_TLS),
                KeyTable.read(NetworkSettings.class, "network.keys"));
    }
}
