package io.apogeemq.namesrv;

import io.apogeemq.remoting.Peer;

/** The connection that a broker registered over. Two are equal when they are the same connection. */
interface BrokerLink {

    /** Closes it. Any thread. */
    void close(String why);

    /** A link over the network. */
    record OfPeer(Peer peer) implements BrokerLink {
        @Override
        public void close(String why) {
            peer.close(why);
        }

        @Override
        public String toString() {
            return peer.toString();
        }
    }
}
