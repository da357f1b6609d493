package io.apogeemq.protocol.message;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The id that says where a message lies: upper-case hex of the store host's address (4 or 16 bytes), its port (4) and
 * the position in that broker's log (8). 32 digits, or 56 with IPv6 (spec messages 8).
 */
public record OffsetMessageId(InetSocketAddress storeHost, long position) {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int V4_DIGITS = 32;
    private static final int V6_DIGITS = 56;
    private static final int POSITION_DIGITS = 16;

    /** Reads an id; null when the text is none. What it says is a claim of whoever sent it. */
    public static @Nullable OffsetMessageId parse(String text) {
        if (text.length() != V4_DIGITS && text.length() != V6_DIGITS) {
            return null;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(HEX.parseHex(text));
            byte[] address = new byte[bytes.remaining() - 12];
            bytes.get(address);
            int port = bytes.getInt();
            if (port < 0 || port > 0xFFFF) {
                return null;
            }
            return new OffsetMessageId(new InetSocketAddress(InetAddress.getByAddress(address), port), bytes.getLong());
        } catch (IllegalArgumentException | UnknownHostException e) {
            return null;
        }
    }

    /** The id of the message that lies there. */
    public static String text(InetSocketAddress storeHost, long position) {
        byte[] address = storeHost.getAddress().getAddress();
        ByteBuffer bytes = ByteBuffer.allocate(address.length + 12);
        bytes.put(address).putInt(storeHost.getPort()).putLong(position);
        return HEX.formatHex(bytes.array());
    }

    /** The ids of one store host as ASCII: bytes that {@link #write} completes for each message. */
    public static byte[] template(InetSocketAddress storeHost) {
        return text(storeHost, 0).getBytes(StandardCharsets.US_ASCII);
    }

    /** Makes the template the id of the message that lies there. */
    public static void write(byte[] template, long position) {
        long rest = position;
        for (int at = template.length - 1; at >= template.length - POSITION_DIGITS; at--) {
            int digit = (int) (rest & 15);
            template[at] = (byte) (digit < 10 ? '0' + digit : 'A' - 10 + digit);
            rest >>>= 4;
        }
    }

    @Override
    public String toString() {
        return text(storeHost, position);
    }
}
