package io.apogeemq.broker.replication;

/** A slave as its master sees it. */
final class Replica {
    private final String name;
    private volatile long position;

    /** @param name its address, for people */
    Replica(String name, long position) {
        this.name = name;
        this.position = position;
    }

    String name() {
        return name;
    }

    /** Up to there it has the log, as far as it has said. Any thread. */
    long position() {
        return position;
    }

    /** It said so. Its connection's loop. */
    void reported(long newPosition) {
        position = newPosition;
    }
}
