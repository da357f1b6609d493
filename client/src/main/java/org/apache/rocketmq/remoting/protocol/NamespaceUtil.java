package org.apache.rocketmq.remoting.protocol;

import io.apogeemq.protocol.message.TopicNames;

/** Puts names of topics and groups into a namespace and takes them out. */
public class NamespaceUtil {
    public static final char NAMESPACE_SEPARATOR = '%';
    public static final String STRING_BLANK = "";
    public static final int RETRY_PREFIX_LENGTH = "%RETRY%".length();
    public static final int DLQ_PREFIX_LENGTH = "%DLQ%".length();

    private static final String SYSTEM_GROUP_PREFIX = "CID_RMQ_SYS_";

    /** The name without its namespace, whichever it is. */
    public static String withoutNamespace(String resourceWithNamespace) {
        String namespace = getNamespaceFromResource(resourceWithNamespace);
        return namespace.isEmpty() ? resourceWithNamespace : withoutNamespace(resourceWithNamespace, namespace);
    }

    /** The name without that namespace; a name of another one stays. */
    public static String withoutNamespace(String resourceWithNamespace, String namespace) {
        if (isBlank(resourceWithNamespace) || isBlank(namespace)) {
            return resourceWithNamespace;
        }
        String prefix = prefix(resourceWithNamespace);
        String bare = resourceWithNamespace.substring(prefix.length());
        return bare.startsWith(namespace + NAMESPACE_SEPARATOR)
                ? prefix + bare.substring(namespace.length() + 1)
                : resourceWithNamespace;
    }

    /** {@code ns%name}, or {@code %RETRY%ns%name}; the system's own names and wrapped ones stay. */
    public static String wrapNamespace(String namespace, String resourceWithOutNamespace) {
        if (isBlank(namespace)
                || isBlank(resourceWithOutNamespace)
                || isSystem(resourceWithOutNamespace)
                || isAlreadyWithNamespace(resourceWithOutNamespace, namespace)) {
            return resourceWithOutNamespace;
        }
        String prefix = prefix(resourceWithOutNamespace);
        return prefix + namespace + NAMESPACE_SEPARATOR + resourceWithOutNamespace.substring(prefix.length());
    }

    public static boolean isAlreadyWithNamespace(String resource, String namespace) {
        return !isBlank(namespace)
                && !isBlank(resource)
                && withOutRetryAndDLQ(resource).startsWith(namespace + NAMESPACE_SEPARATOR);
    }

    /** The retry topic of a group in the namespace; null for no group. */
    public static String wrapNamespaceAndRetry(String namespace, String consumerGroup) {
        return isBlank(consumerGroup) ? null : "%RETRY%" + wrapNamespace(namespace, consumerGroup);
    }

    /** The namespace of a name; empty for none. */
    public static String getNamespaceFromResource(String resource) {
        if (isBlank(resource) || isSystem(resource)) {
            return STRING_BLANK;
        }
        String bare = withOutRetryAndDLQ(resource);
        int end = bare.indexOf(NAMESPACE_SEPARATOR);
        return end > 0 ? bare.substring(0, end) : STRING_BLANK;
    }

    /** The name without what makes it a retry or dead-letter topic. */
    public static String withOutRetryAndDLQ(String originalResource) {
        return isBlank(originalResource)
                ? STRING_BLANK
                : originalResource.substring(prefix(originalResource).length());
    }

    public static boolean isRetryTopic(String resource) {
        return !isBlank(resource) && resource.startsWith("%RETRY%");
    }

    public static boolean isDLQTopic(String resource) {
        return !isBlank(resource) && resource.startsWith("%DLQ%");
    }

    private static String prefix(String name) {
        if (isRetryTopic(name)) {
            return "%RETRY%";
        }
        return isDLQTopic(name) ? "%DLQ%" : "";
    }

    private static boolean isSystem(String name) {
        return TopicNames.isSystem(name) || name.startsWith(SYSTEM_GROUP_PREFIX);
    }

    private static boolean isBlank(String text) {
        return text == null || text.isEmpty();
    }
}
