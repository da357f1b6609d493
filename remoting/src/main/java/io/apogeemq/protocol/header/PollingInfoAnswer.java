package io.apogeemq.protocol.header;

/** The answer of POLLING_INFO 200055 (spec/requests.md). */
public record PollingInfoAnswer(int count) {

    public static final HeaderCodec<PollingInfoAnswer> CODEC = HeaderCodec.<PollingInfoAnswer>table()
            .int32("pollingNum", PollingInfoAnswer::count)
            .make(in -> new PollingInfoAnswer(in.int32()));
}
