/**
 * Holds small files that are replaced as a whole. Blocks; owned by whoever has the file. Uses nothing of ours. (A store's
 * files have a seam of their own, {@code store.disk}.)
 */
@NullMarked
package io.apogeemq.files;

import org.jspecify.annotations.NullMarked;
