package org.apache.rocketmq.client.impl;

import io.apogeemq.client.core.RequestHook;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells in which zone this process runs (spec/remoting.md 20). */
final class ZoneHook implements RequestHook {
    private final Map<String, String> fields = new HashMap<>();

    ZoneHook(String zone, Optional<String> mode) {
        fields.put("__ZONE_NAME", zone);
        mode.ifPresent(text -> fields.put("__ZONE_MODE", text));
    }

    @Override
    public Request before(String address, Request request) {
        Map<String, String> more = new HashMap<>(request.more());
        more.putAll(fields);
        return request.with(more);
    }

    @Override
    public void after(String address, Request request, Answer answer) {}
}
