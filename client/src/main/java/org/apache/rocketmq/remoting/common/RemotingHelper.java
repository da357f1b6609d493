package org.apache.rocketmq.remoting.common;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.rocketmq.remoting.protocol.RequestCode;
import org.apache.rocketmq.remoting.protocol.ResponseCode;

/** Addresses and codes as text; the character set that programs encode bodies with. */
public class RemotingHelper {
    public static final String DEFAULT_CHARSET = "UTF-8";
    public static final String DEFAULT_CIDR_ALL = "0.0.0.0/0";

    /** The names of requests, in small letters, by code. */
    public static final Map<Integer, String> REQUEST_CODE_MAP = names(RequestCode.class);

    /** The names of answers, in small letters, by code. */
    public static final Map<Integer, String> RESPONSE_CODE_MAP = names(ResponseCode.class);

    /** The address {@code host:port}. */
    public static SocketAddress string2SocketAddress(final String addr) {
        int colon = addr.lastIndexOf(':');
        return new InetSocketAddress(addr.substring(0, colon), Integer.parseInt(addr.substring(colon + 1)));
    }

    /** The host of {@code host:port}; empty for null. */
    public static String parseHostFromAddress(String address) {
        if (address == null) {
            return "";
        }
        int colon = address.indexOf(':');
        return colon < 0 ? address : address.substring(0, colon);
    }

    /** {@code host:port}; empty for null. */
    public static String parseSocketAddressAddr(SocketAddress socketAddress) {
        if (socketAddress == null) {
            return "";
        }
        String text = socketAddress.toString();
        int slash = text.lastIndexOf('/');
        return slash < 0 ? text : text.substring(slash + 1);
    }

    /** -1 for null. */
    public static Integer parseSocketAddressPort(SocketAddress socketAddress) {
        return socketAddress instanceof InetSocketAddress address ? address.getPort() : -1;
    }

    /** The four bytes of {@code a.b.c.d} as a number. */
    public static int ipToInt(String ip) {
        int number = 0;
        for (String part : ip.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }

    /** Whether the address lies in a network such as {@code 10.0.0.0/8}. */
    public static boolean ipInCIDR(String ip, String cidr) {
        int slash = cidr.indexOf('/');
        int bits = Integer.parseInt(cidr.substring(slash + 1));
        int mask = bits == 0 ? 0 : -1 << (Integer.SIZE - bits);
        return (ipToInt(ip) & mask) == (ipToInt(cidr.substring(0, slash)) & mask);
    }

    /** The request's name in small letters; the number when it has none. */
    public static String getRequestCodeDesc(int code) {
        return REQUEST_CODE_MAP.getOrDefault(code, String.valueOf(code));
    }

    /** The answer's name in small letters; the number when it has none. */
    public static String getResponseCodeDesc(int code) {
        return RESPONSE_CODE_MAP.getOrDefault(code, String.valueOf(code));
    }

    private static Map<Integer, String> names(Class<?> constants) {
        Map<Integer, String> names = new HashMap<>();
        for (Field field : constants.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                try {
                    names.put(
                            ((Number) field.get(null)).intValue(),
                            field.getName().toLowerCase(Locale.ROOT));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(field + " is public", e);
                }
            }
        }
        return Map.copyOf(names);
    }
}
