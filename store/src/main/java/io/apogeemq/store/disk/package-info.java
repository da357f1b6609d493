/**
 * Holds the seam to the file system: what the store asks of a disk, and the disk of this machine. Tests put another one
 * in its place that forgets what was not forced. Owns nothing but open files. Uses nothing of ours.
 */
@NullMarked
package io.apogeemq.store.disk;

import org.jspecify.annotations.NullMarked;
