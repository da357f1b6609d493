package io.apogeemq.client.core;

import io.apogeemq.concurrent.Clock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the ids by which programs know their messages (spec/messages.md 8). Any thread, no lock.
 * <pre>
 *   at  length  field, all as upper-case hex
 *    0  4 or 16 address   of this host
 *    4       2  process   low 16 bits of its number
 *    6       4  salt      a number of this process
 *   10       4  millis    since the month began (local time)
 *   14       2  counter   one more with each id
 * </pre>
 */
public final class UniqueIds {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES_BEHIND_ADDRESS = 12;
    private static final int DIGITS_BEHIND_PREFIX = 12;

    private final Clock clock;
    private final byte[] prefix;
    private final AtomicInteger counter = new AtomicInteger();
    private volatile Month month;

    /** A month of local time, in ms since 1970. */
    private record Month(long start, long end) {
        static Month of(long millis) {
            ZoneId zone = ZoneId.systemDefault();
            LocalDate first =
                    Instant.ofEpochMilli(millis).atZone(zone).toLocalDate().withDayOfMonth(1);
            return new Month(startOf(first, zone), startOf(first.plusMonths(1), zone));
        }

        private static long startOf(LocalDate day, ZoneId zone) {
            return day.atStartOfDay(zone).toInstant().toEpochMilli();
        }
    }

    /**
     * Makes a generator.
     *
     * @param address of this host, 4 or 16 bytes
     * @param process number of this process
     * @param salt tells generators of one process apart
     */
    public UniqueIds(Clock clock, byte[] address, long process, int salt) {
        this.clock = clock;
        ByteBuffer bytes = ByteBuffer.allocate(address.length + Short.BYTES + Integer.BYTES);
        bytes.put(address).putShort((short) process).putInt(salt);
        this.prefix = HEX.formatHex(bytes.array()).getBytes(StandardCharsets.US_ASCII);
        this.month = Month.of(clock.millis());
    }

    public String next() {
        long now = clock.millis();
        Month current = month;
        if (now >= current.end) {
            current = Month.of(now);
            month = current;
        }
        byte[] id = new byte[prefix.length + DIGITS_BEHIND_PREFIX];
        System.arraycopy(prefix, 0, id, 0, prefix.length);
        putHex((int) (now - current.start), id, prefix.length, 8);
        putHex(counter.getAndIncrement(), id, prefix.length + 8, 4);
        return new String(id, StandardCharsets.ISO_8859_1);
    }

    /** When the id was made (ms since 1970), if that was less than a month before {@code now}. */
    public static long millisOf(String id, long now) {
        byte[] bytes = HEX.parseHex(id);
        long span = ByteBuffer.wrap(bytes).getInt(bytes.length - Short.BYTES - Integer.BYTES);
        long millis = Month.of(now).start + span;
        return millis < now ? millis : Month.of(Month.of(now).start - 1).start + span;
    }

    public static byte[] addressOf(String id) {
        byte[] bytes = HEX.parseHex(id);
        byte[] address = new byte[bytes.length - BYTES_BEHIND_ADDRESS];
        System.arraycopy(bytes, 0, address, 0, address.length);
        return address;
    }

    public static String addressTextOf(String id) {
        try {
            return InetAddress.getByAddress(addressOf(id)).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not a message id, its length is " + id.length() + ": " + id, e);
        }
    }

    public static int processOf(String id) {
        byte[] bytes = HEX.parseHex(id);
        return Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(bytes.length - BYTES_BEHIND_ADDRESS));
    }

    private static void putHex(int value, byte[] to, int at, int digits) {
        int rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            to[i] = DIGITS[rest & 0xF];
            rest >>>= 4;
        }
    }
}
