package io.apogeemq.client.core;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The address by which this host names itself: part of client ids, never connected to. */
public final class LocalAddress {

    private LocalAddress() {}

    /** The first usable address, IPv4 before IPv6; the loopback when there is no other. */
    public static String find() {
        List<InetAddress> addresses = usable();
        for (InetAddress address : addresses) {
            if (!(address instanceof Inet6Address)) {
                return address.getHostAddress();
            }
        }
        return addresses.isEmpty() ? local() : withoutScope(addresses.get(0).getHostAddress());
    }

    /** The same as 4 or 16 bytes. */
    public static byte[] bytes() {
        try {
            return InetAddress.getByName(find()).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address without a name is always understood", e);
        }
    }

    private static List<InetAddress> usable() {
        List<InetAddress> usable = new ArrayList<>();
        try {
            for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (card.isUp() && !card.isLoopback() && !card.isVirtual()) {
                    for (InetAddress address : Collections.list(card.getInetAddresses())) {
                        if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
                            usable.add(address);
                        }
                    }
                }
            }
        } catch (SocketException e) {
            // the host does not say what cards it has: it still has the name that local() asks for
            usable.clear();
        }
        return usable;
    }

    private static String local() {
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }

    private static String withoutScope(String address) {
        int scope = address.indexOf('%');
        return scope < 0 ? address : address.substring(0, scope);
    }
}
