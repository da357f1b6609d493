package io.apogeemq.protocol.message;

import io.apogeemq.concurrent.Clock;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ids that clients give their messages (spec messages 8). Upper-case hex of
 * <pre>
 *   at  length  field
 *    0       4  address    of this machine; 16 bytes with IPv6
 *    4       2  process    low 16 bits of its id
 *    6       4  constant   any number that tells generators of one process apart
 *   10       4  span       milliseconds since the month began, local time
 *   14       2  counter    one more each time, wraps
 * </pre>
 * Any thread; takes no lock.
 */
public final class UniqueId {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int COUNTER_DIGITS = 4;
    private static final int SPAN_DIGITS = 8;
    private static final int V4_DIGITS = 32;
    private static final int V6_DIGITS = 56;

    private final Clock clock;
    private final ZoneId zone;
    private final String prefix;
    private final AtomicInteger counter = new AtomicInteger();
    private volatile Month month;

    /** A calendar month; ids count from its start. */
    private record Month(long startMillis, long endMillis) {}

    public UniqueId(byte[] address, long processId, int constant, Clock clock, ZoneId zone) {
        if (address.length != 4 && address.length != 16) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + address.length);
        }
        this.clock = clock;
        this.zone = zone;
        this.month = monthOf(clock.millis());
        ByteBuffer fixed = ByteBuffer.allocate(address.length + 6);
        fixed.put(address).putShort((short) processId).putInt(constant);
        this.prefix = HEX.formatHex(fixed.array());
    }

    public String next() {
        long now = clock.millis();
        Month present = month;
        if (now >= present.endMillis || now < present.startMillis) {
            present = monthOf(now);
            month = present;
        }
        int span = (int) (now - present.startMillis);
        return prefix + HEX.toHexDigits(span) + HEX.toHexDigits((short) counter.getAndIncrement());
    }

    private Month monthOf(long millis) {
        YearMonth at = YearMonth.from(Instant.ofEpochMilli(millis).atZone(zone));
        return new Month(startOf(at), startOf(at.plusMonths(1)));
    }

    private long startOf(YearMonth at) {
        return at.atDay(1).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /**
     * When an id was made, or null when the text is none. An id does not say its month: the latest that does not lie in
     * the future is taken.
     */
    public @Nullable Instant timeOf(String id) {
        int end = id.length() - COUNTER_DIGITS;
        if (!isId(id)) {
            return null;
        }
        long span = HexFormat.fromHexDigits(id, end - SPAN_DIGITS, end) & 0xFFFFFFFFL;
        long now = clock.millis();
        YearMonth present = YearMonth.from(Instant.ofEpochMilli(now).atZone(zone));
        long made = startOf(present) + span;
        return Instant.ofEpochMilli(made <= now ? made : startOf(present.minusMonths(1)) + span);
    }

    /** The address in an id, 4 or 16 bytes, or null when the text is none. */
    public static byte @Nullable [] addressOf(String id) {
        return isId(id) ? HEX.parseHex(id, 0, id.length() == V4_DIGITS ? 8 : 32) : null;
    }

    /** The low 16 bits of the maker's process id, or -1 when the text is none. */
    public static int processOf(String id) {
        if (!isId(id)) {
            return -1;
        }
        int at = id.length() == V4_DIGITS ? 8 : 32;
        return HexFormat.fromHexDigits(id, at, at + 4);
    }

    private static boolean isId(String text) {
        return (text.length() == V4_DIGITS || text.length() == V6_DIGITS)
                && text.chars().allMatch(HexFormat::isHexDigit);
    }
}
