package io.apogeemq.remoting;

import io.apogeemq.concurrent.Loop;
import java.util.List;

/**
 * The loops behind the lanes of a server.
 *
 * @param control the loop of {@link Lane#CONTROL}
 * @param readers the loops of {@link Lane#READER}, at least one; a connection keeps to one of them
 */
public record Lanes(Loop control, List<Loop> readers) {

    public Lanes {
        readers = List.copyOf(readers);
        if (readers.isEmpty()) {
            throw new IllegalArgumentException("a server needs at least one reader loop");
        }
    }

    /** For servers without slow reads: everything off the connection's loop goes to one loop. */
    public static Lanes of(Loop control) {
        return new Lanes(control, List.of(control));
    }

    Loop loop(Lane lane, Peer peer) {
        return switch (lane) {
            case IO -> peer.loop();
            case READER -> readers.get(Math.floorMod(System.identityHashCode(peer), readers.size()));
            case CONTROL -> control;
        };
    }
}
