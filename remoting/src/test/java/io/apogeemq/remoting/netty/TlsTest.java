package io.apogeemq.remoting.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Fatal;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Lane;
import io.apogeemq.remoting.Lanes;
import io.apogeemq.remoting.Reply;
import io.apogeemq.remoting.Request;
import io.apogeemq.remoting.Routes;
import io.apogeemq.remoting.RpcClient;
import io.apogeemq.remoting.RpcLimits;
import io.apogeemq.remoting.RpcServer;
import io.apogeemq.remoting.netty.tls.Pem;
import io.apogeemq.remoting.netty.tls.Tls;
import io.apogeemq.settings.Environment;
import io.apogeemq.settings.NetworkSettings;
import io.apogeemq.settings.PropertyText;
import io.apogeemq.settings.SettingsTable;
import io.apogeemq.settings.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets, both ends ours; spec/security.md 14. */
class TlsTest {
    private static final int ECHO = 900;
    private static final Map<String, String> TLS = Map.of("tls.enable", "true");

    @TempDir
    Path directory;

    private final ThreadedLoops loops = new ThreadedLoops("test-");
    private final List<AutoCloseable> open = new ArrayList<>();
    private int port;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        loops.close();
    }

    private NettyNetwork network(Map<String, String> properties) throws Exception {
        Tls tls = new Tls(settings(properties), loops);
        NettyNetwork network = new NettyNetwork("io", NettyOptions.defaults(1), Fatal.TOLD, tls);
        open.add(network);
        return network;
    }

    private static TlsSettings settings(Map<String, String> properties) throws Exception {
        io.apogeemq.settings.Setting<Integer> listenPort =
                io.apogeemq.settings.Setting.built("listenPort", io.apogeemq.settings.ValueType.PORT, 1234);
        List<java.util.Collection<io.apogeemq.settings.Setting<?>>> rows = new ArrayList<>();
        rows.add(List.of(listenPort));
        rows.addAll(NetworkSettings.rows());
        Environment environment = new Environment("", "", "", "host", "127.0.0.1", 2, "", properties);
        return NetworkSettings.of(
                        new SettingsTable(rows, List.of()).read(PropertyText.EMPTY, environment, "the test"),
                        listenPort)
                .tls();
    }

    private void listen(Map<String, String> properties) throws Exception {
        Routes routes = new Routes()
                .on(
                        ECHO,
                        NoHeader.CODEC,
                        Lane.IO,
                        (call, none) -> Reply.ok(call.bodyBytes()).now());
        port = new RpcServer(
                        network(properties),
                        Lanes.of(loops.loop("control")),
                        RpcLimits.DEFAULT,
                        Clock.system(),
                        HeaderEncoding.JSON)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), routes)
                .getPort();
    }

    private RpcClient client(Map<String, String> properties) throws Exception {
        return new RpcClient(
                network(properties),
                new Routes(),
                Lanes.of(loops.loop("client")),
                RpcLimits.DEFAULT,
                Clock.system(),
                HeaderEncoding.JSON,
                10_000);
    }

    private byte[] echo(RpcClient client, String host, byte[] body) throws Exception {
        Answer answer = client.call(host + ":" + port, Request.of(ECHO, body), 10_000)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return answer.body();
    }

    private void works(Map<String, String> properties) throws Exception {
        assertThat(echo(client(properties), "127.0.0.1", new byte[] {1, 2})).containsExactly(1, 2);
    }

    private void fails(Map<String, String> properties, String why) throws Exception {
        RpcClient client = client(properties);
        assertThatThrownBy(() -> echo(client, "127.0.0.1", new byte[] {1, 2}))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining(why);
    }

    private Map<String, String> with(Map<String, String> some, String... more) {
        Map<String, String> all = new HashMap<>(some);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private Map<String, String> server(Pem pem, String... more) throws Exception {
        return with(
                Map.of(
                        "tls.test.mode.enable",
                        "false",
                        "tls.server.certPath",
                        pem.certificate(directory.resolve("server.crt")).toString(),
                        "tls.server.keyPath",
                        pem.key(directory.resolve("server.key")).toString()),
                more);
    }

    @Test
    void a_port_takes_clients_with_tls_and_without_as_it_is_installed() throws Exception {
        listen(Map.of());
        works(Map.of());
        works(TLS);
    }

    @ParameterizedTest
    @CsvSource({
        "disabled,false,true",
        "disabled,true,false",
        "permissive,false,true",
        "permissive,true,true",
        "enforcing,false,false",
        "enforcing,true,true",
        "ENFORCING,false,false"
    })
    void a_port_takes_whom_its_mode_says(String mode, boolean tls, boolean taken) throws Exception {
        listen(Map.of("tls.server.mode", mode));
        Map<String, String> client = Map.of("tls.enable", Boolean.toString(tls));
        if (taken) {
            works(client);
        } else {
            fails(client, tls ? "look whether it takes TLS" : "closed");
        }
    }

    @Test
    void long_bodies_and_many_calls_go_through() throws Exception {
        listen(Map.of());
        RpcClient client = client(TLS);
        byte[] body = new byte[3 << 20];
        new java.util.Random(7).nextBytes(body);
        assertThat(echo(client, "127.0.0.1", body)).isEqualTo(body);
        List<java.util.concurrent.CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            answers.add(client.call("127.0.0.1:" + port, Request.of(ECHO, new byte[i]), 20_000)
                    .toCompletableFuture());
        }
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get(20, TimeUnit.SECONDS).body()).hasSize(i);
        }
    }

    @ParameterizedTest
    @EnumSource(Pem.Form.class)
    void keys_of_every_usual_form_are_read(Pem.Form form) throws Exception {
        Pem pem = Pem.make("127.0.0.1", form);
        listen(server(pem, "tls.server.keyPassword", Pem.PASSWORD));
        works(with(
                TLS,
                "tls.client.authServer",
                "true",
                "tls.client.trustCertPath",
                directory.resolve("server.crt").toString()));
    }

    @Test
    void a_server_that_is_not_trusted_is_not_talked_to() throws Exception {
        listen(server(Pem.make("127.0.0.1", Pem.Form.PKCS8)));
        Path other = Pem.make("127.0.0.1", Pem.Form.PKCS8).certificate(directory.resolve("other.crt"));
        fails(
                with(TLS, "tls.client.authServer", "true", "tls.client.trustCertPath", other.toString()),
                "no TLS with it");
        fails(with(TLS, "tls.client.authServer", "true"), "no TLS with it");
    }

    @Test
    void host_names_are_compared_when_that_is_asked_for() throws Exception {
        listen(server(Pem.make("elsewhere", Pem.Form.PKCS8)));
        Map<String, String> trusting = with(
                TLS,
                "tls.client.authServer",
                "true",
                "tls.client.trustCertPath",
                directory.resolve("server.crt").toString());
        works(trusting);
        fails(with(trusting, "tls.client.verifyHost", "true"), "no TLS with it");
    }

    @Test
    void a_client_without_the_certificate_that_is_required_is_not_served() throws Exception {
        Pem known = Pem.make("client", Pem.Form.PKCS8);
        Pem stranger = Pem.make("stranger", Pem.Form.PKCS8);
        Path trust = known.certificate(directory.resolve("trusted.crt"));
        listen(server(
                Pem.make("127.0.0.1", Pem.Form.PKCS8),
                "tls.server.need.client.auth",
                "require",
                "tls.server.authClient",
                "true",
                "tls.server.trustCertPath",
                trust.toString()));
        works(client("known", known));
        fails(TLS, "");
        fails(client("stranger", stranger), "");
    }

    private Map<String, String> client(String name, Pem pem) throws Exception {
        return with(
                TLS,
                "tls.client.certPath",
                pem.certificate(directory.resolve(name + ".crt")).toString(),
                "tls.client.keyPath",
                pem.key(directory.resolve(name + ".key")).toString());
    }

    @Test
    void new_connections_get_the_certificate_that_the_files_hold_and_keep_the_old_one_while_they_hold_none()
            throws Exception {
        Pem first = Pem.make("127.0.0.1", Pem.Form.PKCS8);
        Pem second = Pem.make("127.0.0.1", Pem.Form.PKCS8);
        Path firstTrust = first.certificate(directory.resolve("first.crt"));
        Path secondTrust = second.certificate(directory.resolve("second.crt"));
        listen(server(first));
        RpcClient before = client(trusting(firstTrust));
        echo(before, "127.0.0.1", new byte[1]);

        Files.delete(directory.resolve("server.crt"));
        second.key(directory.resolve("server.key"));
        works(trusting(firstTrust));
        second.certificate(directory.resolve("server.crt"));
        awaitTrust(secondTrust);
        fails(trusting(firstTrust), "no TLS with it");
        assertThat(before.isConnected("127.0.0.1:" + port)).isTrue();
        echo(before, "127.0.0.1", new byte[1]);
    }

    private Map<String, String> trusting(Path trust) {
        return with(TLS, "tls.client.authServer", "true", "tls.client.trustCertPath", trust.toString());
    }

    private void awaitTrust(Path trust) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                works(trusting(trust));
                return;
            } catch (ExecutionException e) {
                assertThat(System.nanoTime()).as("%s", e).isLessThan(end);
            }
        }
    }

    @Test
    void protocols_and_ciphers_are_those_that_are_named() throws Exception {
        listen(Map.of("tls.protocols", "TLSv1.2", "tls.ciphers", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"));
        works(TLS);
        fails(with(TLS, "tls.protocols", "TLSv1.3"), "no TLS with it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tls.server.mode=strict",
                "tls.client.authServer=yes",
                "tls.server.keyPath=/some/key",
                "tls.test.mode.enable=false",
                "tls.server.authClient=true",
                "tls.config.file=/not/there"
            })
    void what_cannot_be_meant_stops_the_start(String line) {
        String[] pair = line.split("=");
        Map<String, String> given = pair[0].endsWith("authClient")
                ? Map.of(pair[0], pair[1], "tls.server.need.client.auth", "none")
                : Map.of(pair[0], pair[1]);
        assertThatThrownBy(() -> settings(given)).hasMessageContaining(pair[0]);
    }

    @Test
    void a_file_that_is_not_there_is_a_failure_and_never_a_plain_connection() throws Exception {
        Map<String, String> missing =
                Map.of("tls.server.certPath", "/not/there.crt", "tls.server.keyPath", "/not/there");
        assertThatThrownBy(() -> network(missing))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/not/there.crt");
        assertThatThrownBy(() -> network(
                        with(TLS, "tls.client.authServer", "true", "tls.client.trustCertPath", "/not/there.pem")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/not/there.pem");
        Map<String, String> swapped = server(Pem.make("127.0.0.1", Pem.Form.PKCS8));
        Pem.make("127.0.0.1", Pem.Form.PKCS8).key(directory.resolve("server.key"));
        assertThatThrownBy(() -> network(swapped)).hasMessageContaining("is not the key of the certificate");
    }

    @Test
    void what_only_looks_like_a_hello_is_closed_and_others_are_served() throws Exception {
        listen(Map.of());
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 5, 'h', 'e', 'l', 'l', 'o'});
            socket.setSoTimeout(60_000);
            int answered = socket.getInputStream().read();
            while (answered >= 0) {
                answered = socket.getInputStream().read();
            }
        }
        works(TLS);
        works(Map.of());
    }
}
