package io.apogeemq.broker.settings;

import java.util.Optional;

/** Whether a text can be the address of a NameServer, {@code host:port}; else what is wrong, as the one who wrote it sees it. */
final class NameServerAddress {
    private NameServerAddress() {}

    static Optional<String> wrong(String text) {
        if (text.contains(",")) {
            return Optional.of("addresses are separated by ;, not by a comma");
        }
        if (text.contains("；") || text.contains("：")) {
            return Optional.of("it holds a full-width ； or ：, write ; and :");
        }
        if (text.contains("/")) {
            return Optional.of(text + " holds a /, write host:port without a protocol or a path");
        }
        if (text.chars().anyMatch(Character::isWhitespace)) {
            return Optional.of("addresses are separated by ;, not by blanks");
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return Optional.of(text + " has no port");
        }
        if (!isPort(text.substring(colon + 1))) {
            return Optional.of(text + " does not end in a port from 1 to 65535");
        }
        return HostName.isOne(text.substring(0, colon))
                ? Optional.empty()
                : Optional.of(text + " does not begin with a host name or an address");
    }

    private static boolean isPort(String text) {
        try {
            int port = Integer.parseInt(text);
            return 0 < port && port <= 65535;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
