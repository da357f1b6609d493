/**
 * TLS on the same port as plain frames (spec/remoting.md 15, spec/security.md 14): which contexts connections get, from which
 * files, and when files changed. Nothing else of the product knows how connections are encrypted.
 */
@NullMarked
package io.apogeemq.remoting.netty.tls;

import org.jspecify.annotations.NullMarked;
