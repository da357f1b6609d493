package io.apogeemq.nodes;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Free ports below those that the system hands out itself, so that no connection takes one before its server does. */
public final class Ports {
    private static final int FIRST = 15_000;
    private static final int COUNT = 15_000;

    /** A broker uses three neighbours: listenPort - 2, listenPort, listenPort + 1. */
    private static final int STEP = 4;

    /** Test processes at work at the same time begin at places of their own. */
    private static final AtomicInteger next =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % COUNT));

    private Ports() {}

    /** A port that is free now, like the two below and the one above it. Not handed out twice by one process. */
    public static int free() {
        for (int tries = 0; tries < COUNT / STEP; tries++) {
            int port = FIRST + next.getAndAdd(STEP) % COUNT + 2;
            if (isFree(port - 2) && isFree(port) && isFree(port + 1)) {
                return port;
            }
        }
        throw new IllegalStateException("no free ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
