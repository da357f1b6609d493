package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.mapByInt32;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The next offset of each delay level: the file delayOffset.json and the answer of 45. */
public record DelayOffsets(@Nullable DataVersion dataVersion, Map<Integer, Long> offsets) {
    public static final BodyCodec<DelayOffsets> BODY = BodyCodec.<DelayOffsets>table()
            .optional("dataVersion", DataVersion.BODY, DelayOffsets::dataVersion)
            .field("offsetTable", mapByInt32(INT64), DelayOffsets::offsets, Map.of())
            .make(in -> new DelayOffsets(in.next(), in.next()));
}
