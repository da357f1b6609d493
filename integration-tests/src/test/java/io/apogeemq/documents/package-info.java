/** Holds the comparison of the documents with the code that they describe. */
@NullMarked
package io.apogeemq.documents;

import org.jspecify.annotations.NullMarked;
