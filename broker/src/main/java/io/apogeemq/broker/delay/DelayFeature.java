package io.apogeemq.broker.delay;

import static io.apogeemq.protocol.code.RequestCode.GET_ALL_DELAY_OFFSET;

import io.apogeemq.broker.feature.Feature;
import io.apogeemq.broker.feature.FeatureCore;
import io.apogeemq.broker.feature.FeatureWiring;
import io.apogeemq.protocol.body.DelayOffsets;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Lane;
import io.apogeemq.remoting.Reply;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Messages with a delay level: they wait in a queue of their level, and are appended again when they are due. */
public final class DelayFeature implements Feature {
    private static final String FILE = "delayOffset.json";

    @Override
    public void install(FeatureWiring wiring) throws IOException {
        FeatureCore core = wiring.core();
        DelayRules rules = new DelayRules(core.settings().get().store().delaysMillis());
        DelayDelivery delivery = new DelayDelivery(
                rules,
                core.store(),
                core.appender(),
                core.control(),
                core.following(),
                core.clock(),
                core.tables().target(FILE),
                core.tables().load(FILE, DelayOffsets.BODY));
        wiring.stage(new DelayStage(rules));
        wiring.topic(TopicRecord.of(TopicNames.SCHEDULE, rules.count(), Perm.READ_WRITE));
        wiring.routes()
                .on(
                        GET_ALL_DELAY_OFFSET,
                        NoHeader.CODEC,
                        Lane.IO,
                        (call, none) -> CompletableFuture.completedFuture(
                                Reply.ok(DelayOffsets.BODY.write(delivery.offsets()))));
        wiring.part(new FeatureWiring.Part() {
            @Override
            public void start() {
                core.following().execute(delivery::start);
            }

            @Override
            public CompletionStage<Void> stop() {
                return CompletableFuture.supplyAsync(delivery::stop, core.following())
                        .thenCompose(stage -> stage);
            }
        });
    }
}
