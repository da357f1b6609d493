/**
 * Holds servers as processes, started through bin/ of the built distribution as an operator would. Each has a directory
 * of its own below target/nodes with its configuration, output, logs and store. Uses the JDK only, so that tests with any
 * client can use it.
 */
@NullMarked
package io.apogeemq.nodes;

import org.jspecify.annotations.NullMarked;
