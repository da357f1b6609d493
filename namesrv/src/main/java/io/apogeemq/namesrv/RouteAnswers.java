package io.apogeemq.namesrv;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.JsonForm;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Routes as they go out, encoded once for all who ask. Every thread reads; only {@code control} puts in what it made
 * from the tables and takes out what no longer holds, so that nothing stale can come back. No larger than the routes
 * that were asked for; topics without a route are not kept.
 */
@OwnedBy("control")
final class RouteAnswers {
    private final Loop control;
    private final ConcurrentHashMap<String, byte[]> standard = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, byte[]> bareKeys = new ConcurrentHashMap<>();

    RouteAnswers(Loop control) {
        this.control = control;
    }

    /** Any thread. The bytes are shared: nobody changes them. */
    byte @Nullable [] find(String topic, JsonForm form) {
        return of(form).get(topic);
    }

    void put(String topic, JsonForm form, byte[] body) {
        control.assertInside();
        of(form).put(topic, body);
    }

    void remove(String topic) {
        control.assertInside();
        standard.remove(topic);
        bareKeys.remove(topic);
    }

    void clear() {
        control.assertInside();
        standard.clear();
        bareKeys.clear();
    }

    private ConcurrentHashMap<String, byte[]> of(JsonForm form) {
        return switch (form) {
            case STANDARD -> standard;
            case BARE_KEYS, FILE -> bareKeys;
        };
    }
}
