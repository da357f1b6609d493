package org.apache.rocketmq.acl.common;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;

/** What is signed of a request; the credentials of tools; forms of addresses. */
public class AclUtils {
    private static final int IPV4_PARTS = 4;
    private static final int IPV6_PARTS = 8;
    private static final int HEX = 16;

    /** What the signature of a request covers: the values of its fields in the order of their names, then its body. */
    public static byte[] combineRequestContent(RemotingCommand request, SortedMap<String, String> fieldsMap) {
        String values = fieldsMap.entrySet().stream()
                .filter(field -> !SessionCredentials.SIGNATURE.equals(field.getKey()))
                .map(field -> String.valueOf(field.getValue()))
                .collect(Collectors.joining());
        return combineBytes(values.getBytes(SessionCredentials.CHARSET), request.getBody());
    }

    /** One after the other; null counts as empty. */
    public static byte[] combineBytes(byte[] b1, byte[] b2) {
        byte[] first = b1 == null ? new byte[0] : b1;
        byte[] second = b2 == null ? new byte[0] : b2;
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    public static String calSignature(byte[] data, String secretKey) {
        return AclSigner.calSignature(data, secretKey);
    }

    /**
     * Requires an address whose first parts are numbers that they may be.
     *
     * @throws AclException when it is none
     */
    public static void verify(String netAddress, int index) {
        if (!isScope(netAddress, index)) {
            throw new AclException("NetAddress examine scope Exception netAddress is " + netAddress);
        }
    }

    /** The addresses of {@code 10.0.0.{1,2}}, whose last part is given again. */
    public static String[] getAddresses(String netAddress, String partialAddress) {
        String before = netAddress.substring(0, netAddress.length() - partialAddress.length());
        String list = partialAddress.substring(1, partialAddress.length() - 1);
        return Stream.of(list.split(",")).map(last -> before + last.trim()).toArray(String[]::new);
    }

    /** Whether the address's first parts are numbers that they may be. */
    public static boolean isScope(String netAddress, int index) {
        if (isColon(netAddress)) {
            return isIPv6Scope(expandIP(netAddress, IPV6_PARTS).split(":"), index);
        }
        String[] parts = netAddress.split("\\.");
        return parts.length == IPV4_PARTS && isScope(parts, index);
    }

    public static boolean isScope(String[] num, int index) {
        return num.length >= index && IntStream.range(0, index).allMatch(i -> isScope(num[i]));
    }

    public static boolean isColon(String netAddress) {
        return netAddress.indexOf(':') >= 0;
    }

    public static boolean isScope(String num) {
        return isScope(Integer.parseInt(num.trim()));
    }

    public static boolean isScope(int num) {
        return num >= 0 && num <= 0xFF;
    }

    public static boolean isAsterisk(String asterisk) {
        return asterisk.indexOf('*') >= 0;
    }

    public static boolean isComma(String colon) {
        return colon.indexOf(',') >= 0;
    }

    public static boolean isMinus(String minus) {
        return minus.indexOf('-') >= 0;
    }

    public static boolean isIPv6Scope(String[] num, int index) {
        return num.length >= index && IntStream.range(0, index).allMatch(i -> isIPv6Part(num[i]));
    }

    private static boolean isIPv6Part(String part) {
        try {
            return isIPv6Scope(Integer.parseInt(part, HEX));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    public static boolean isIPv6Scope(int num) {
        return num >= 0 && num <= 0xFFFF;
    }

    /** That many parts of four digits each, in capital letters; an address of IPv4 stays. */
    public static String expandIP(String netAddress, int part) {
        if (!isColon(netAddress) && netAddress.indexOf('.') >= 0) {
            return netAddress;
        }
        int gap = netAddress.indexOf("::");
        String[] head = parts(gap < 0 ? netAddress : netAddress.substring(0, gap));
        String[] tail = parts(gap < 0 ? "" : netAddress.substring(gap + 2));
        Stream<String> zeros =
                Stream.generate(() -> "").limit(gap < 0 ? 0 : Math.max(0, part - head.length - tail.length));
        return Stream.of(Stream.of(head), zeros, Stream.of(tail))
                .flatMap(each -> each)
                .map(digits -> "0000".substring(Math.min(4, digits.length())) + digits.toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(":"));
    }

    private static String[] parts(String text) {
        return text.isEmpty() ? new String[0] : text.split(":");
    }

    /** The hook with the keys of that file ({@code accessKey: ...} and {@code secretKey: ...}); null without both. */
    public static RPCHook getAclRPCHook(String fileName) {
        Path file = Path.of(fileName);
        if (!Files.exists(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return getAclRPCHook(in);
        } catch (IOException e) {
            throw new AclException("the file " + file + " with the keys of the tools cannot be read", e);
        }
    }

    /** As above, for an open file. */
    public static RPCHook getAclRPCHook(InputStream inputStream) {
        try {
            String[] lines = new String(inputStream.readAllBytes(), StandardCharsets.UTF_8).split("\\R");
            String accessKey = value(lines, "accessKey");
            String secretKey = value(lines, "secretKey");
            return accessKey.isEmpty() || secretKey.isEmpty()
                    ? null
                    : new AclClientRPCHook(new SessionCredentials(accessKey, secretKey));
        } catch (IOException e) {
            throw new AclException("the keys of the tools cannot be read", e);
        }
    }

    private static String value(String[] lines, String name) {
        return Stream.of(lines)
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1)
                        .replaceFirst("\\s#.*", "")
                        .trim())
                .map(text -> text.length() > 1 && (text.startsWith("\"") || text.startsWith("'"))
                        ? text.substring(1, text.length() - 1)
                        : text)
                .findFirst()
                .orElse("");
    }
}
