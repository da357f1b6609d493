/**
 * Holds the seams at which a feature may rewrite or refuse a message before the append. No feature imports another.
 */
@NullMarked
package io.apogeemq.broker.feature;

import org.jspecify.annotations.NullMarked;
