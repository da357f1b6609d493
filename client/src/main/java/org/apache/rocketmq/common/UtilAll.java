package org.apache.rocketmq.common;

import io.apogeemq.client.core.LocalAddress;
import io.apogeemq.concurrent.Clock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Small things that programs and tools take from here: times and numbers as text, checksums, compression, addresses. */
public class UtilAll {
    public static final String YYYY_MM_DD_HH_MM_SS = "yyyy-MM-dd HH:mm:ss";
    public static final String YYYY_MM_DD_HH_MM_SS_SSS = "yyyy-MM-dd#HH:mm:ss:SSS";
    public static final String YYYYMMDDHHMMSS = "yyyyMMddHHmmss";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final DateTimeFormatter DIGITS = local("uuuuMMddHHmmssSSS");
    private static final DateTimeFormatter READABLE = local("uuuu-MM-dd HH:mm:ss,SSS");
    private static final DateTimeFormatter SECONDS = local(YYYYMMDDHHMMSS);

    public static int getPid() {
        return (int) ProcessHandle.current().pid();
    }

    public static String currentStackTrace() {
        return Arrays.stream(Thread.currentThread().getStackTrace())
                .map(frame -> "\n\t" + frame)
                .collect(Collectors.joining());
    }

    /** The name of the store's file that begins at that position. */
    public static String offset2FileName(final long offset) {
        return String.format("%020d", offset);
    }

    public static long computeElapsedTimeMilliseconds(final long beginTime) {
        return Clock.system().millis() - beginTime;
    }

    /** Now, as {@link #timeMillisToHumanString(long)}. */
    public static String timeMillisToHumanString() {
        return timeMillisToHumanString(Clock.system().millis());
    }

    /** {@code 20231114221320123}. */
    public static String timeMillisToHumanString(final long t) {
        return DIGITS.format(Instant.ofEpochMilli(t));
    }

    /** {@code 2023-11-14 22:13:20,123}. */
    public static String timeMillisToHumanString2(final long t) {
        return READABLE.format(Instant.ofEpochMilli(t));
    }

    /** {@code 20231114221320}. */
    public static String timeMillisToHumanString3(final long t) {
        return SECONDS.format(Instant.ofEpochMilli(t));
    }

    /** As messages carry it: without the sign bit; 0 for null. */
    public static int crc32(byte[] array) {
        return array == null ? 0 : crc32(array, 0, array.length);
    }

    public static int crc32(byte[] array, int offset, int length) {
        return crc32(ByteBuffer.wrap(array, offset, length));
    }

    /** Of what is between the buffer's position and its limit. */
    public static int crc32(ByteBuffer byteBuffer) {
        return crc32(new ByteBuffer[] {byteBuffer});
    }

    public static int crc32(ByteBuffer[] byteBuffers) {
        CRC32 sum = new CRC32();
        for (ByteBuffer each : byteBuffers) {
            sum.update(each.duplicate());
        }
        return (int) (sum.getValue() & Integer.MAX_VALUE);
    }

    /** The bytes as hexadecimal digits. */
    public static String bytes2string(byte[] src) {
        return HEX.formatHex(src);
    }

    /** The bytes of hexadecimal digits; null for none. */
    public static byte[] string2bytes(String hexString) {
        return hexString == null || hexString.isEmpty()
                ? null
                : HEX.parseHex(hexString.substring(0, hexString.length() & ~1));
    }

    public static byte[] uncompress(final byte[] src) throws IOException {
        return new InflaterInputStream(new ByteArrayInputStream(src)).readAllBytes();
    }

    /** As ZLIB does. */
    public static byte[] compress(final byte[] src, final int level) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(src.length);
        Deflater deflater = new Deflater(level);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(src);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    public static int asInt(String str, int defaultValue) {
        try {
            return Integer.parseInt(str);
        } catch (NumberFormatException e) {
            return defaultValue;
        }
    }

    public static long asLong(String str, long defaultValue) {
        try {
            return Long.parseLong(str);
        } catch (NumberFormatException e) {
            return defaultValue;
        }
    }

    public static String formatDate(Date date, String pattern) {
        return new SimpleDateFormat(pattern).format(date);
    }

    /** Null for a text of another form. */
    public static Date parseDate(String date, String pattern) {
        try {
            return new SimpleDateFormat(pattern).parse(date);
        } catch (ParseException e) {
            return null;
        }
    }

    public static String responseCode2String(final int code) {
        return Integer.toString(code);
    }

    /** The text cut to that length; shorter ones stay. */
    public static String frontStringAtLeast(final String str, final int size) {
        return str == null || str.length() <= size ? str : str.substring(0, size);
    }

    public static boolean isBlank(String str) {
        return str == null || str.isBlank();
    }

    /** What all threads are doing. */
    public static String jstack() {
        return jstack(Thread.getAllStackTraces());
    }

    public static String jstack(Map<Thread, StackTraceElement[]> map) {
        StringBuilder text = new StringBuilder();
        map.forEach((thread, frames) -> {
            if (frames.length > 0) {
                text.append(String.format("%-40sTID: %d STATE: %s%n", thread.getName(), id(thread), thread.getState()));
                for (StackTraceElement frame : frames) {
                    text.append(String.format("%-40s%s%n", thread.getName(), frame));
                }
                text.append(String.format("%n"));
            }
        });
        return text.toString();
    }

    @SuppressWarnings({"deprecation", "ThreadIdentifier"}) // its successor is not there in Java 17
    private static long id(Thread thread) {
        return thread.getId();
    }

    /** The failure and where it was thrown; empty for null. */
    public static String exceptionSimpleDesc(final Throwable e) {
        if (e == null) {
            return "";
        }
        StackTraceElement[] frames = e.getStackTrace();
        return frames.length == 0 ? e.toString() : e + ", " + frames[0];
    }

    /** Whether it is an address of a private network, or of this machine. */
    public static boolean isInternalIP(byte[] ip) {
        InetAddress address = address(ip);
        return address != null && (address.isSiteLocalAddress() || address.isLoopbackAddress());
    }

    public static boolean isInternalV6IP(InetAddress inetAddr) {
        return inetAddr.isAnyLocalAddress()
                || inetAddr.isLinkLocalAddress()
                || inetAddr.isLoopbackAddress()
                || inetAddr.isSiteLocalAddress();
    }

    /** {@code 10.0.0.1}; null for what is no such address. */
    public static String ipToIPv4Str(byte[] ip) {
        return ip.length == 4 ? address(ip).getHostAddress() : null;
    }

    /** All digits; null for what is no such address. */
    public static String ipToIPv6Str(byte[] ip) {
        if (ip.length != 16) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ip.length; i += 2) {
            text.append(i == 0 ? "" : ":").append(HEX.formatHex(ip, i, i + 2));
        }
        return text.toString();
    }

    /** An address of this machine that others reach, if there is one. */
    public static byte[] getIP() {
        return LocalAddress.bytes();
    }

    /** Null for null. */
    public static String join(List<String> list, String splitter) {
        return list == null ? null : String.join(splitter, list);
    }

    /** Null for null. */
    public static List<String> split(String str, String splitter) {
        return str == null ? null : Arrays.asList(str.split(splitter));
    }

    private static InetAddress address(byte[] ip) {
        try {
            return InetAddress.getByAddress(ip);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static DateTimeFormatter local(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneId.systemDefault());
    }
}
