package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.BOOL;
import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.TEXT;

import org.jspecify.annotations.Nullable;

/** What became of a message that was consumed on demand: the answer of CONSUME_MESSAGE_DIRECTLY 309. */
public record ConsumeDirectlyAnswer(
        boolean autoCommit,
        @Nullable String result,
        boolean ordered,
        @Nullable String remark,
        long spentMillis) {
    public static final BodyCodec<ConsumeDirectlyAnswer> BODY = BodyCodec.<ConsumeDirectlyAnswer>table()
            .field("autoCommit", BOOL, ConsumeDirectlyAnswer::autoCommit, true)
            .optional("consumeResult", TEXT, ConsumeDirectlyAnswer::result)
            .field("order", BOOL, ConsumeDirectlyAnswer::ordered, false)
            .optional("remark", TEXT, ConsumeDirectlyAnswer::remark)
            .field("spentTimeMills", INT64, ConsumeDirectlyAnswer::spentMillis, 0L)
            .make(in -> new ConsumeDirectlyAnswer(in.next(), in.next(), in.next(), in.next(), in.next()));
}
