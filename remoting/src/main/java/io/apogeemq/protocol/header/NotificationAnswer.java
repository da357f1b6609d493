package io.apogeemq.protocol.header;

/** The answer of NOTIFICATION 200054 (spec/requests.md). */
public record NotificationAnswer(boolean hasMessage, boolean pollingFull) {

    public static final HeaderCodec<NotificationAnswer> CODEC = HeaderCodec.<NotificationAnswer>table()
            .bool("hasMsg", NotificationAnswer::hasMessage, false)
            .bool("pollingFull", NotificationAnswer::pollingFull, false)
            .make(in -> new NotificationAnswer(in.bool(), in.bool()));
}
