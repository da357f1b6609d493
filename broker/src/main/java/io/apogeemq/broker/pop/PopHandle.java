package io.apogeemq.broker.pop;

import org.jspecify.annotations.Nullable;

/**
 * What a client says of a message that it was handed, eight words (spec/requests.md 200050).
 *
 * @param retry 0 for the topic itself, 1 and 2 for a retry topic named the older or the newer way
 */
record PopHandle(
        long startOffset,
        long popMillis,
        long invisibleMillis,
        int reviveQueueId,
        String retry,
        String brokerName,
        int queueId,
        long offset) {
    /** In the place of a queue of the log of pops: handed out in order. */
    static final int ORDERED = 999;

    private static final int WORDS = 8;

    /** Null when the text is no handle. */
    static @Nullable PopHandle parse(String text) {
        String[] words = text.trim().split(" ");
        if (words.length < WORDS - 1) {
            return null;
        }
        try {
            return new PopHandle(
                    Long.parseLong(words[0]),
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Integer.parseInt(words[3]),
                    words[4],
                    words[5],
                    Integer.parseInt(words[6]),
                    words.length < WORDS ? -1 : Long.parseLong(words[7]));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    String text() {
        return startOffset + " " + popMillis + " " + invisibleMillis + " " + reviveQueueId + " " + retry + " "
                + brokerName + " " + queueId + " " + offset;
    }
}
