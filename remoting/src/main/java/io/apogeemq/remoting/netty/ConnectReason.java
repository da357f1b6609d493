package io.apogeemq.remoting.netty;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;

/** Why a connection did not come about, so that whoever reads it knows where to look. */
final class ConnectReason {
    private ConnectReason() {}

    static String of(Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        if (cause instanceof UnknownHostException) {
            return "its host name is unknown here (" + said + "): look at the name, and at DNS or the hosts file";
        }
        if (cause instanceof ConnectTimeoutException) {
            return "nobody answers at that address (" + said + "): look at the address, the route and firewalls";
        }
        if (cause instanceof NoRouteToHostException) {
            return "there is no way to its host (" + said + ")";
        }
        if (cause instanceof ConnectException && said.contains("refused")) {
            return "nothing listens there (" + said + "): look whether it runs, and at its port";
        }
        return said;
    }

    /** Why the two ends did not come to speak TLS. */
    static String ofTls(Throwable cause) {
        if (cause instanceof ClosedChannelException) {
            return "the other end closed it when it heard TLS: look whether it takes TLS (tls.server.mode), or leave TLS away"
                    + " here (tls.enable, useTLS)";
        }
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return "no TLS with it: " + deepest.getMessage();
    }
}
