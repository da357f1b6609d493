/** Holds what the compiler cannot check about the house: directions, owners, names, documents. Reads class files only. */
@NullMarked
package io.apogeemq.architecture;

import org.jspecify.annotations.NullMarked;
