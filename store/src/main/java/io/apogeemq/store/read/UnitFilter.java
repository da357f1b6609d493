package io.apogeemq.store.read;

/** Chooses by what the queue knows of a message, before it is read. */
@FunctionalInterface
public interface UnitFilter {
    boolean mayMatch(long tagCode);
}
