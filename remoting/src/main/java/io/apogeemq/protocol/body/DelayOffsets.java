package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.mapByInt32;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The next offset of each delay level: the file delayOffset.json and the answer of 45.
 *
 * @param logPosition ours, in the file only: every delivery that these offsets do not count lies behind it in the log
 */
public record DelayOffsets(
        @Nullable DataVersion dataVersion,
        Map<Integer, Long> offsets,
        @Nullable Long logPosition) {
    public static final BodyCodec<DelayOffsets> BODY = BodyCodec.<DelayOffsets>table()
            .optional("dataVersion", DataVersion.BODY, DelayOffsets::dataVersion)
            .optional("logPosition", INT64, DelayOffsets::logPosition)
            .field("offsetTable", mapByInt32(INT64), DelayOffsets::offsets, Map.of())
            .make(in -> {
                DataVersion version = in.next();
                Long logPosition = in.next();
                return new DelayOffsets(version, in.next(), logPosition);
            });
}
