package io.apogeemq.settings;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;

/** How this machine is called by others, as far as it can know. */
final class OwnHost {
    private OwnHost() {}

    static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "DEFAULT_BROKER";
        }
    }

    /** Of the interfaces that are up, the first one first; 127.0.0.1 when they cannot be listed. */
    static String address() {
        try {
            return preferred(NetworkInterface.networkInterfaces()
                    .filter(OwnHost::isUp)
                    .sorted(OwnHost::byIndex)
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList());
        } catch (SocketException e) {
            return "127.0.0.1";
        }
    }

    /**
     * The first address that is not a loopback: public IPv4 before internal IPv4 before global IPv6. IPv4 goes first
     * because what is registered here is taken apart as {@code host:port} by old clients and typed into firewalls. Alone
     * on the machine: 127.0.0.1.
     */
    static String preferred(List<InetAddress> addresses) {
        return addresses.stream()
                .filter(OwnHost::leadsHere)
                .min(OwnHost::byRank)
                .map(OwnHost::text)
                .orElse("127.0.0.1");
    }

    /** Written out: the JDK's own comparators are made anew in each process, and a start waits for that. */
    private static int byIndex(NetworkInterface one, NetworkInterface other) {
        return Integer.compare(one.getIndex(), other.getIndex());
    }

    private static int byRank(InetAddress one, InetAddress other) {
        return Integer.compare(rank(one), rank(other));
    }

    private static boolean leadsHere(InetAddress address) {
        return !address.isLoopbackAddress() && !address.isLinkLocalAddress() && !address.isMulticastAddress();
    }

    private static int rank(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.isSiteLocalAddress() ? 1 : 0;
        }
        return 2;
    }

    /** Without the zone of an IPv6 address: it means something on this machine only. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static boolean isUp(NetworkInterface each) {
        try {
            return each.isUp();
        } catch (SocketException e) {
            return false;
        }
    }
}
