package org.apache.rocketmq.client;

import io.apogeemq.protocol.message.TopicNames;

/** Puts names into a namespace and takes them out (spec/client.md 16, version 1). */
final class NamespaceNames {
    private static final char SEPARATOR = '%';
    private static final String[] PREFIXES = {"%RETRY%", "%DLQ%"};

    private NamespaceNames() {}

    static boolean isNone(String namespace) {
        return namespace == null || namespace.isEmpty();
    }

    /** {@code ns%name}, or {@code %RETRY%ns%name}; the system's own names and wrapped ones stay. */
    static String wrap(String namespace, String name) {
        if (isNone(namespace) || name == null || name.isEmpty() || isOfTheSystem(name)) {
            return name;
        }
        String prefix = prefix(name);
        String bare = name.substring(prefix.length());
        return bare.startsWith(namespace + SEPARATOR) ? name : prefix + namespace + SEPARATOR + bare;
    }

    /** The name that {@link #wrap} had wrapped; other names stay. */
    static String unwrap(String namespace, String name) {
        if (isNone(namespace) || name == null) {
            return name;
        }
        String prefix = prefix(name);
        String bare = name.substring(prefix.length());
        return bare.startsWith(namespace + SEPARATOR) ? prefix + bare.substring(namespace.length() + 1) : name;
    }

    private static boolean isOfTheSystem(String name) {
        return TopicNames.isSystem(name) || name.startsWith("CID_RMQ_SYS_");
    }

    private static String prefix(String name) {
        for (String prefix : PREFIXES) {
            if (name.startsWith(prefix)) {
                return prefix;
            }
        }
        return "";
    }
}
