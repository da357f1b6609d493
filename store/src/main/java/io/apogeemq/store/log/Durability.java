package io.apogeemq.store.log;

/**
 * What a sender waits for: that some positions have all passed its record. Which ones says {@link Confirmations#define}, for
 * each store anew; these two mean the same in every store.
 */
public final class Durability {
    /** Written: survives the end of this process, not a loss of power. */
    public static final Durability MEMORY = new Durability("in memory");

    /** Forced: survives a loss of power. */
    public static final Durability ON_DISK = new Durability("on disk");

    private final String name;

    /** @param name for people */
    public Durability(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
