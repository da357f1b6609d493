package io.apogeemq.client.core;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the addresses of NameServers when a program names none (spec/client.md 15). */
@FunctionalInterface
public interface NameServerLookup {
    /** Finds none. */
    NameServerLookup NONE = () -> CompletableFuture.completedFuture(Optional.empty());

    /** {@code host:port;host:port}, or empty when nobody says. Never fails. */
    CompletionStage<Optional<String>> find();
}
