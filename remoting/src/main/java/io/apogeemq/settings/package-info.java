/**
 * Holds the settings of a process: what a key is ({@link io.apogeemq.settings.Setting}), the table of them, the reading
 * of properties files, the values in force, and the changes made while it runs. Values are immutable and may be read by
 * any thread; {@link io.apogeemq.settings.LiveSettings} is owned by the control loop. Each process's own table lies in
 * its module. Uses nothing of ours but {@code concurrent}. Source: spec/config.md.
 */
@NullMarked
package io.apogeemq.settings;

import org.jspecify.annotations.NullMarked;
