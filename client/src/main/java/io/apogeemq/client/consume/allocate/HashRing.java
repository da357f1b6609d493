package io.apogeemq.client.consume.allocate;

import io.apogeemq.protocol.body.BrokerQueue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * CONSISTENT_HASH: members and queues lie on one ring; a queue goes to the next member on it. When a member comes or goes
 * only its own queues move.
 */
public final class HashRing implements AllocationStrategy {
    /** Places on the ring per member: more of them share more evenly and cost more to compute. */
    public static final int PLACES = 10;

    private final int places;
    private final ToLongFunction<String> hash;

    public HashRing() {
        this(PLACES, HashRing::md5Start);
    }

    /**
     * @param places places on the ring per member, at least 0
     * @param hash where a text lies on the ring
     */
    public HashRing(int places, ToLongFunction<String> hash) {
        if (places < 0) {
            throw new IllegalArgumentException("illegal virtualNodeCnt :" + places);
        }
        this.places = places;
        this.hash = hash;
    }

    @Override
    public List<BrokerQueue> allocate(String group, String member, List<BrokerQueue> queues, List<String> members) {
        if (!members.contains(member)) {
            return List.of();
        }
        NavigableMap<Long, String> ring = ringOf(members);
        return queues.stream()
                .filter(queue -> member.equals(owner(ring, queue)))
                .toList();
    }

    @Override
    public String name() {
        return "CONSISTENT_HASH";
    }

    private NavigableMap<Long, String> ringOf(List<String> members) {
        TreeMap<Long, String> ring = new TreeMap<>();
        for (String member : members) {
            for (int k = 0; k < places; k++) {
                ring.put(hash.applyAsLong(member + "-" + k), member);
            }
        }
        return ring;
    }

    private String owner(NavigableMap<Long, String> ring, BrokerQueue queue) {
        Map.Entry<Long, String> next = ring.ceilingEntry(hash.applyAsLong(ringName(queue)));
        if (next == null) {
            next = ring.firstEntry();
        }
        return next == null ? "" : next.getValue();
    }

    /** The text that members of every implementation hash: it must be the same letter by letter. */
    private static String ringName(BrokerQueue queue) {
        return "MessageQueue [topic=" + queue.topic() + ", brokerName=" + queue.brokerName() + ", queueId="
                + queue.queueId() + "]";
    }

    /** First four bytes of the MD5 of the text's UTF-8, as an unsigned number. */
    public static long md5Start(String text) {
        byte[] digest = md5().digest(text.getBytes(StandardCharsets.UTF_8));
        long start = 0;
        for (int i = 0; i < 4; i++) {
            start = start << 8 | digest[i] & 0xFF;
        }
        return start;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no MD5, which every Java platform must have", e);
        }
    }
}
