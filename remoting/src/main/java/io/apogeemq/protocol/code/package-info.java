/**
 * Holds the numbers of the protocol and their names: requests, answers, languages, versions. Values only; any thread.
 * Uses nothing of ours. Source: spec/remoting.md 8, 9, 14 and spec/requests.md 2.
 */
@NullMarked
package io.apogeemq.protocol.code;

import org.jspecify.annotations.NullMarked;
