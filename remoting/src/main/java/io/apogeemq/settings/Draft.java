package io.apogeemq.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values on the way to being {@link Settings}: rules look at them, change them, warn about them and refuse them. */
public final class Draft {
    /** RocketMQ's exit status for whatever went wrong with a file or a value: -1. */
    static final int USUAL_EXIT = -1;

    private final Environment environment;
    private final PropertyText given;
    private final Map<String, Object> values = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int exitStatus = USUAL_EXIT;

    Draft(Environment environment, PropertyText given) {
        this.environment = environment;
        this.given = given;
    }

    public Environment environment() {
        return environment;
    }

    /** Whether the file or the command line has this key. */
    public boolean isGiven(Setting<?> setting) {
        return given.values().containsKey(setting.key());
    }

    public <T> T get(Setting<T> setting) {
        return Settings.typed(values, setting);
    }

    public <T> void put(Setting<T> setting, T value) {
        values.put(setting.key(), value);
    }

    /** It starts, and the operator should know. */
    public void warn(String line) {
        warnings.add(line);
    }

    /** It must not start. */
    public void refuse(String line) {
        problems.add(line);
    }

    /** It must not start, and ends with a status of its own. The first one counts. */
    public void refuse(String line, int status) {
        if (exitStatus == USUAL_EXIT) {
            exitStatus = status;
        }
        problems.add(line);
    }

    void requireNoProblem() throws BadSettings {
        if (!problems.isEmpty()) {
            throw new BadSettings(exitStatus, problems);
        }
    }

    Map<String, Object> values() {
        return values;
    }

    List<String> warnings() {
        return warnings;
    }

    PropertyText given() {
        return given;
    }
}
