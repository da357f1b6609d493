/**
 * Holds one record per request and answer header, each with the table of its wire fields. Values only; any thread. Uses
 * nothing of ours. Source: spec/requests.md, field tables.
 */
@NullMarked
package io.apogeemq.protocol.header;

import org.jspecify.annotations.NullMarked;
