package org.apache.rocketmq.client.impl;

import io.apogeemq.client.core.ClientSettings;
import io.apogeemq.client.core.HttpLookup;
import io.apogeemq.client.core.NameServerLookup;
import io.apogeemq.client.core.RequestHook;
import io.apogeemq.protocol.frame.HeaderEncoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.protocol.LanguageCode;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;

/** Reads a program's settings, and those of the process, into the engine's (spec/client.md 12, 13 and 16). */
final class ClientOptions {

    private ClientOptions() {}

    /**
     * Refuses what is set and not built: to go on without it would be weaker than the program asks for.
     *
     * @throws MQClientException naming the setting
     */
    static void refuseUnknown(ClientConfig config) throws MQClientException {
        String proxy = config.getSocksProxyConfig();
        if (proxy != null && !proxy.isBlank() && !proxy.trim().equals("{}")) {
            throw new MQClientException(
                    "socksProxyConfig is set, and this client does not use proxies: unset it", null);
        }
        if (config.getLanguage() != LanguageCode.JAVA) {
            throw new MQClientException("language is " + config.getLanguage() + ", and this client is JAVA", null);
        }
    }

    static ClientSettings settings(ClientConfig config) {
        Map<String, String> fields = new HashMap<>();
        if (config.getNamespaceV2() != null && !config.getNamespaceV2().isEmpty()) {
            fields.put("ns", config.getNamespaceV2());
            fields.put("nsd", "true");
        }
        if (config.isEnableStreamRequestType()) {
            fields.put("ReqT", "0");
        }
        String nameServers = config.getNamesrvAddr();
        return new ClientSettings(
                config.buildMQClientId(),
                nameServers == null || nameServers.isBlank() ? null : nameServers,
                config.getPollNameServerInterval(),
                config.getHeartbeatBrokerInterval(),
                config.getPersistConsumerOffsetInterval(),
                config.getMqClientApiTimeout(),
                config.isVipChannelEnabled(),
                config.isUseHeartbeatV2(),
                config.isEnableHeartbeatChannelEventListener(),
                config.getClientCallbackExecutorThreads(),
                fields,
                encoding());
    }

    /** Asks the web server that hosts by convention know. */
    static NameServerLookup lookup(ClientConfig config, Executor blocking) {
        return new HttpLookup(
                HttpLookup.address(
                        System.getProperty("rocketmq.namesrv.domain", "jmenv.tbsite.net"),
                        System.getProperty("rocketmq.namesrv.domain.subgroup", "nsaddr"),
                        config.getUnitName()),
                blocking);
    }

    /** The program's hook, then the one for zones: its fields are not part of a signature (spec/remoting.md 20). */
    static List<RequestHook> hooks(RPCHook hook) {
        List<RequestHook> hooks = new ArrayList<>();
        if (hook != null) {
            hooks.add(new HookAdapter(hook));
        }
        ofProcess("rocketmq.zone", "ROCKETMQ_ZONE")
                .ifPresent(
                        zone -> hooks.add(new ZoneHook(zone, ofProcess("rocketmq.zone.mode", "ROCKETMQ_ZONE_MODE"))));
        return hooks;
    }

    private static HeaderEncoding encoding() {
        String text = ofProcess(RemotingCommand.SERIALIZE_TYPE_PROPERTY, RemotingCommand.SERIALIZE_TYPE_ENV)
                .orElse("JSON");
        return switch (text) {
            case "JSON" -> HeaderEncoding.JSON;
            case "ROCKETMQ" -> HeaderEncoding.BINARY;
            default ->
                throw new IllegalArgumentException(
                        RemotingCommand.SERIALIZE_TYPE_PROPERTY + " is " + text + ": it may be JSON or ROCKETMQ");
        };
    }

    private static Optional<String> ofProcess(String property, String variable) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(text -> !text.isBlank());
    }
}
