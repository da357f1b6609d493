/**
 * Holds what answers tools: making, changing, describing and deleting topics, groups and settings. May use what
 * {@code broker.handler} may.
 */
@NullMarked
package io.apogeemq.broker.admin;

import org.jspecify.annotations.NullMarked;
