/** The classes that programs name, compared with the released ones: read from class files, nothing is loaded or run. */
@org.jspecify.annotations.NullMarked
package io.apogeemq.contract;
