package io.apogeemq.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How connections are encrypted, by the {@code tls.*} properties of the process and of its TLS file; a servers' properties
 * file may set {@code tls.server.mode} and {@code useTLS} too. Source: spec/remoting.md 15, spec/security.md 14.
 *
 * @param mode what a server's port takes
 * @param server what a server shows, and asks of its clients
 * @param outgoing whether connections to other processes are encrypted
 * @param client what a client shows, and asks of its servers
 * @param protocols Java names; empty for what the JDK offers
 * @param ciphers Java names; empty for what the JDK offers
 */
public record TlsSettings(
        Mode mode, Server server, boolean outgoing, Client client, List<String> protocols, List<String> ciphers) {

    private static final String TEST_MODE = "tls.test.mode.enable";
    private static final String AUTH_CLIENT = "tls.server.authClient";
    private static final String AUTH_SERVER = "tls.client.authServer";
    private static final String VERIFY_HOST = "tls.client.verifyHost";
    private static final String NEED_CLIENT_AUTH = "tls.server.need.client.auth";
    private static final Set<String> SWITCHES = Set.of(TEST_MODE, AUTH_CLIENT, AUTH_SERVER, VERIFY_HOST, "tls.enable");

    /** What a port takes. */
    public enum Mode {
        DISABLED,
        /** Each client as it likes. */
        PERMISSIVE,
        ENFORCING
    }

    /** Whether a server asks a client for its certificate. */
    public enum Ask {
        NONE,
        OPTIONAL,
        REQUIRE
    }

    /**
     * A certificate and its key, both PEM.
     *
     * @param password of the key; empty without one
     */
    public record Identity(Path certificates, Path key, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return certificates + " with " + key;
        }
    }

    /**
     * Of a server.
     *
     * @param identity null: it makes itself a certificate, which nobody can check
     * @param ask for a client's certificate
     * @param verifies whether a client's certificate must come from {@code trust}
     * @param trust PEM certificates; null for the JVM's
     */
    public record Server(
            @Nullable Identity identity,
            Ask ask,
            boolean verifies,
            @Nullable Path trust) {}

    /**
     * Of a client.
     *
     * @param identity null without one
     * @param verifies whether the server's certificate must come from {@code trust}
     * @param verifiesHost whether it must be that of the host that was asked for
     * @param trust PEM certificates; null for the JVM's
     */
    public record Client(
            @Nullable Identity identity,
            boolean verifies,
            boolean verifiesHost,
            @Nullable Path trust) {}

    /**
     * Of a client that its program told to use TLS: what it shows and asks stands in this process's properties.
     *
     * @throws IOException when they cannot be meant so; the text says which and why
     */
    public static TlsSettings ofClientWithTls() throws IOException {
        Map<String, String> properties = TlsProperties.ofThisProcess();
        List<String> mistakes = TlsProperties.mistakes(properties);
        if (!mistakes.isEmpty()) {
            throw new IOException(String.join("; ", mistakes));
        }
        return of(properties, Mode.DISABLED, true);
    }

    /**
     * Of properties in which {@link #mistakes} finds nothing.
     *
     * @param mode that a file has; null without one
     * @param outgoing whether a file says so
     */
    static TlsSettings of(Map<String, String> properties, @Nullable Mode mode, boolean outgoing) {
        Read read = new Read(properties);
        boolean test = !"false".equals(read.text(TEST_MODE));
        Mode serverMode = mode == null ? read.choice(Mode.class, "tls.server.mode", Mode.PERMISSIVE) : mode;
        String enable = read.text("tls.enable");
        boolean enabled = enable.isEmpty() ? serverMode == Mode.ENFORCING : enable.equals("true");
        Identity server = read.identity("tls.server");
        return new TlsSettings(
                serverMode,
                new Server(
                        server,
                        read.choice(Ask.class, NEED_CLIENT_AUTH, test && server == null ? Ask.OPTIONAL : Ask.NONE),
                        read.isTrue(AUTH_CLIENT),
                        read.path("tls.server.trustCertPath")),
                outgoing || enabled,
                new Client(
                        read.identity("tls.client"),
                        read.isTrue(AUTH_SERVER) || read.isTrue(VERIFY_HOST),
                        read.isTrue(VERIFY_HOST),
                        read.path("tls.client.trustCertPath")),
                read.list("tls.protocols"),
                read.list("tls.ciphers"));
    }

    /** What cannot be meant so, each with its remedy: a mistake must not make connections less safe than they were meant to be. */
    static List<String> mistakes(Map<String, String> properties) {
        Read read = new Read(properties);
        List<String> found = new ArrayList<>();
        for (String key : SWITCHES) {
            String value = read.text(key);
            if (!value.isEmpty() && !value.equals("true") && !value.equals("false")) {
                found.add(key + "=" + value + ": write true or false");
            }
        }
        read.checkChoice(Mode.class, "tls.server.mode", found);
        read.checkChoice(Ask.class, NEED_CLIENT_AUTH, found);
        for (String side : List.of("tls.server", "tls.client")) {
            boolean hasKey = !read.text(side + ".keyPath").isEmpty();
            boolean hasCertificate = !read.text(side + ".certPath").isEmpty();
            if (hasKey != hasCertificate) {
                found.add(side + "." + (hasKey ? "keyPath" : "certPath") + " is set and " + side + "."
                        + (hasKey ? "certPath" : "keyPath") + " is not: set both or none");
            }
        }
        boolean serves = !read.text("tls.server.mode").equalsIgnoreCase("disabled");
        if (serves
                && "false".equals(read.text(TEST_MODE))
                && read.text("tls.server.keyPath").isEmpty()) {
            found.add(TEST_MODE
                    + "=false needs tls.server.certPath and tls.server.keyPath (or tls.server.mode=disabled)");
        }
        if (read.isTrue(AUTH_CLIENT)
                && read.text(NEED_CLIENT_AUTH).toLowerCase(Locale.ROOT).matches("|none")) {
            found.add(AUTH_CLIENT + "=true asks no client for a certificate as long as " + NEED_CLIENT_AUTH
                    + " is none: set it to optional or require");
        }
        return found;
    }

    private record Read(Map<String, String> properties) {
        String text(String key) {
            return properties.getOrDefault(key, "").strip();
        }

        boolean isTrue(String key) {
            return text(key).equals("true");
        }

        @Nullable
        Path path(String key) {
            return text(key).isEmpty() ? null : Path.of(text(key));
        }

        @Nullable
        Identity identity(String side) {
            Path certificates = path(side + ".certPath");
            Path key = path(side + ".keyPath");
            return certificates == null || key == null
                    ? null
                    : new Identity(certificates, key, text(side + ".keyPassword"));
        }

        List<String> list(String key) {
            return List.of(text(key).split(",")).stream()
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .toList();
        }

        <E extends Enum<E>> E choice(Class<E> of, String key, E fallback) {
            return text(key).isEmpty()
                    ? fallback
                    : ValueType.choice(of).read(text(key)).orElse(fallback);
        }

        <E extends Enum<E>> void checkChoice(Class<E> of, String key, List<String> found) {
            ValueType<E> type = ValueType.choice(of);
            if (!text(key).isEmpty() && type.read(text(key)).isEmpty()) {
                found.add(key + "=" + text(key) + ": expected " + type.expected());
            }
        }
    }
}
