package io.apogeemq.launch;

import io.apogeemq.settings.Settings;
import io.apogeemq.settings.SettingsTable;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What {@link ServerCommand} has to know of a server.
 *
 * @param title as its messages call it: {@code The broker does not start}
 * @param help what {@code -h} prints
 * @param hasImportant whether it knows {@code -m}
 * @param usualPort a server on another one has that in the names of its log files
 * @param home the installation, from its settings; empty when nothing names one
 */
public record Server(
        String title,
        String help,
        boolean hasImportant,
        int usualPort,
        SettingsTable table,
        Function<Settings, String> home,
        ToIntFunction<Settings> port) {}
