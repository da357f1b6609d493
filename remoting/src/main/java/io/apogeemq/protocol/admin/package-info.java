/**
 * What administrators ask of brokers, NameServers and controllers and are answered, by family (spec/requests.md):
 * headers and bodies as nested records. Those that ordinary clients or the servers themselves use too lie in
 * {@code protocol.header} and {@code protocol.body}.
 */
@org.jspecify.annotations.NullMarked
package io.apogeemq.protocol.admin;
