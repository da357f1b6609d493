package io.apogeemq.protocol.frame;

import java.util.Optional;

/** How the header of a frame is encoded: the top byte of its header word (spec/remoting.md 3). */
public enum HeaderEncoding {
    JSON("JSON"),
    BINARY("ROCKETMQ");

    private final String settingName;

    HeaderEncoding(String settingName) {
        this.settingName = settingName;
    }

    /** The top byte of the header word. */
    public int typeByte() {
        return ordinal();
    }

    /** What operators call it, in {@code rocketmq.serialize.type} (spec/remoting.md 6). */
    public String settingName() {
        return settingName;
    }

    /** The encoding that an operator means; blank means {@link #JSON}, any other text than the two names nothing. */
    public static Optional<HeaderEncoding> named(String text) {
        String name = text.strip();
        if (name.isEmpty()) {
            return Optional.of(JSON);
        }
        for (HeaderEncoding each : values()) {
            if (each.settingName.equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
