package io.apogeemq.broker.settings;

import java.util.regex.Pattern;

/** Whether a text can be a host: a name, an IPv4 address, or an IPv6 one with or without brackets. Asks nobody. */
final class HostName {
    /** Container tools hand out names with underscores. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*");

    private static final Pattern IPV6 = Pattern.compile("\\[?[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?]?");

    private HostName() {}

    static boolean isOne(String text) {
        return NAME.matcher(text).matches() || IPV6.matcher(text).matches();
    }
}
