package io.apogeemq.client.core;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a web server for the addresses of NameServers: the first line of its answer. */
public final class HttpLookup implements NameServerLookup {
    private static final Logger log = LoggerFactory.getLogger(HttpLookup.class);
    private static final int TIMEOUT_MILLIS = 3000;

    private final URI address;
    private final Executor blocking;

    /**
     * Makes a lookup.
     *
     * @param blocking runs what waits for the web server
     */
    public HttpLookup(URI address, Executor blocking) {
        this.address = address;
        this.blocking = blocking;
    }

    /** The address that clients ask by convention; port 8080 unless the domain names one. */
    public static URI address(String domain, String group, @Nullable String unit) {
        String host = domain.indexOf(':') >= 0 ? domain : domain + ":8080";
        String suffix = unit == null || unit.isBlank() ? "" : "-" + unit + "?nofix=1";
        return URI.create("http://" + host + "/rocketmq/" + group + suffix);
    }

    @Override
    public CompletionStage<Optional<String>> find() {
        return CompletableFuture.supplyAsync(this::ask, blocking);
    }

    private Optional<String> ask() {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try {
                return firstLine(connection);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            log.warn("no NameServer is set, and {} does not say where one is: {}", address, e.toString());
            return Optional.empty();
        }
    }

    private Optional<String> firstLine(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            log.warn("no NameServer is set, and {} answers with status {}", address, status);
            return Optional.empty();
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            return Optional.ofNullable(lines.readLine()).map(String::trim).filter(line -> !line.isEmpty());
        }
    }
}
