/**
 * Holds what looks at a stopped store without changing it: a disk that only reads, one that keeps changes in memory, and
 * reports. Owns nothing but open files. May use all {@code store.*} packages, {@code protocol} and {@code concurrent}.
 */
@NullMarked
package io.apogeemq.store.inspect;

import org.jspecify.annotations.NullMarked;
