/**
 * Holds what a hostile or broken peer does to servers with small heaps: floods, and frames out of a seeded random
 * generator, while a witness asks like everybody else. Uses {@code nodes}, and the product's frames to write its own.
 */
@NullMarked
package io.apogeemq.hostile;

import org.jspecify.annotations.NullMarked;
