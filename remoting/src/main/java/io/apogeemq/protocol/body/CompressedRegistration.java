package io.apogeemq.protocol.body;

import io.apogeemq.protocol.code.Version;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The compressed form of a registration (spec/requests.md, REGISTER_BROKER): a zlib stream of pieces, each led by its
 * length. It is read and never written: it carries neither topicSysFlag nor order.
 * <pre>
 *   length, JSON         the data version
 *   count                of topics (no length before it)
 *   length, text         for each topic: name readQueues writeQueues perm filterType attributesJson
 *   length, JSON array   the filter servers
 *   count                of queue mappings, from senders of 5.0 on
 *   length, JSON         for each mapping
 * </pre>
 */
public final class CompressedRegistration {
    /** What a frame of 16 MiB may grow to here; a stream made to burst stops at it. */
    private static final int MAX_INFLATED = 128 << 20;

    private static final int MAX_TOPICS = 1_000_000;
    private static final int PIECES_WITHOUT_ATTRIBUTES = 5;

    private final DataInputStream in;
    private int room = MAX_INFLATED;

    private CompressedRegistration(byte[] body, Inflater inflater) {
        this.in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(body), inflater));
    }

    /**
     * Whether the bytes are a zlib stream. No JSON text begins like one, so that this tells the two forms apart for the
     * senders that compress without saying so (a known defect of some brokers).
     */
    public static boolean isCompressed(byte[] body) {
        return body.length >= 2
                && (body[0] & 0x0F) == 8
                && body[0] != '\t'
                && ((body[0] & 0xFF) * 256 + (body[1] & 0xFF)) % 31 == 0;
    }

    /**
     * @param version of the sender
     * @throws BadBody when it isn't that form
     */
    public static RegisterBrokerBody read(byte[] body, int version) {
        Inflater inflater = new Inflater();
        try {
            return new CompressedRegistration(body, inflater).read(version);
        } catch (IOException e) {
            throw new BadBody("is no compressed registration: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private RegisterBrokerBody read(int version) throws IOException {
        DataVersion dataVersion = DataVersion.BODY.read(piece());
        Map<String, TopicRecord> topics = new LinkedHashMap<>();
        for (int left = count(); left > 0; left--) {
            TopicRecord topic = topic(new String(piece(), StandardCharsets.UTF_8));
            topics.put(topic.name(), topic);
        }
        List<String> filterServers = filterServers(piece());
        Map<String, Object> mappings = version >= Version.V5_0_0 ? mappings() : null;
        return new RegisterBrokerBody(filterServers, new TopicTableBody(dataVersion, null, topics, null, mappings));
    }

    private static TopicRecord topic(String text) {
        String[] pieces = text.split(" ", PIECES_WITHOUT_ATTRIBUTES + 1);
        if (pieces.length < PIECES_WITHOUT_ATTRIBUTES) {
            throw new BadBody("has a topic of too few pieces: " + text);
        }
        Map<String, String> attributes = pieces.length == PIECES_WITHOUT_ATTRIBUTES
                ? Map.of()
                : Shape.mapOf(Shape.TEXT)
                        .read(tree(pieces[PIECES_WITHOUT_ATTRIBUTES].getBytes(StandardCharsets.UTF_8)));
        return new TopicRecord(
                attributes,
                false,
                Shape.INT32.read(pieces[3]),
                Shape.INT32.read(pieces[1]),
                Shape.enumOf(TopicFilterType.class).read(pieces[4]),
                pieces[0],
                0,
                Shape.INT32.read(pieces[2]));
    }

    private static List<String> filterServers(byte[] piece) {
        return Shape.listOf(Shape.TEXT).read(tree(piece));
    }

    /** By topic, as the plain form has them. */
    private Map<String, Object> mappings() throws IOException {
        Map<String, Object> mappings = new LinkedHashMap<>();
        for (int left = count(); left > 0; left--) {
            Object mapping = tree(piece());
            if (mapping instanceof Map<?, ?> members && members.get("topic") instanceof String topic) {
                mappings.put(topic, mapping);
            }
        }
        return mappings;
    }

    private int count() throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_TOPICS) {
            throw new BadBody("counts " + count + " entries");
        }
        return count;
    }

    private byte[] piece() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > room) {
            throw new BadBody("has a piece of " + length + " bytes");
        }
        room -= length;
        byte[] piece = in.readNBytes(length);
        if (piece.length < length) {
            throw new BadBody("ends too early");
        }
        return piece;
    }

    private static Object tree(byte[] json) {
        @Nullable Object tree = Json.parse(json, 0, json.length);
        if (tree == null) {
            throw new BadBody("has a piece that is null");
        }
        return tree;
    }
}
