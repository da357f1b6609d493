package org.apache.rocketmq.client;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text in which a program names its NameServers (spec/client.md 15 and 16). */
final class NameServerText {
    private static final String PROPERTY = "rocketmq.namesrv.addr";
    private static final String VARIABLE = "NAMESRV_ADDR";
    private static final Pattern INSTANCE = Pattern.compile("^(\\w+://|)MQ_INST_\\w+_\\w+\\..*");

    private NameServerText() {}

    /** From the system property, else the environment; null when neither is set. */
    static String fromSystem() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).orElseGet(() -> System.getenv(VARIABLE));
    }

    /** An address written as a http URL without what stands before it; null stays null. */
    static String strip(String text) {
        return text != null && text.startsWith("http://") && !text.endsWith("/")
                ? text.substring(text.lastIndexOf('/') + 1)
                : text;
    }

    /** The namespace that an address of a hosted instance carries, or null. */
    static String namespace(String text) {
        Matcher matcher = INSTANCE.matcher(text);
        return matcher.matches() ? text.substring(text.lastIndexOf('/') + 1, text.indexOf('.')) : null;
    }
}
