/**
 * Holds the broker's table of settings, and the settings parsed: one small record for each part that uses them. Values;
 * any thread. Uses {@code io.apogeemq.settings} only. A key that gets built moves from its list of later ones into the
 * record of the part that builds it. Source: spec/config.md 3, 7, 8.
 */
@NullMarked
package io.apogeemq.broker.settings;

import org.jspecify.annotations.NullMarked;
