package io.apogeemq.settings;

import java.util.List;

/** The process cannot start as it was asked to. Each line names what is wrong and what to do; there is no more to say. */
public final class BadSettings extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> lines;
    private final int exitStatus;

    public BadSettings(int exitStatus, List<String> lines) {
        super(String.join("\n", lines), null, false, false);
        this.exitStatus = exitStatus;
        this.lines = List.copyOf(lines);
    }

    public BadSettings(int exitStatus, String line) {
        this(exitStatus, List.of(line));
    }

    public List<String> lines() {
        return lines;
    }

    /** What the process ends with; spec/config.md 2 and 3. */
    public int exitStatus() {
        return exitStatus;
    }
}
