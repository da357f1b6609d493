package io.apogeemq.broker.retry;

import static io.apogeemq.protocol.code.RequestCode.CONSUMER_SEND_MSG_BACK;

import io.apogeemq.broker.feature.Feature;
import io.apogeemq.broker.feature.FeatureCore;
import io.apogeemq.broker.feature.FeatureWiring;
import io.apogeemq.protocol.header.SendBackRequest;
import io.apogeemq.remoting.Lane;

/** Messages that consumers could not handle come again, and end as dead letters. */
public final class RetryFeature implements Feature {

    @Override
    public void install(FeatureWiring wiring) {
        FeatureCore core = wiring.core();
        GroupTopics topics = new GroupTopics(core.control(), core.topics(), core.creation(), core.groups());
        SendBackHandler handler =
                new SendBackHandler(core.store(), core.groups(), topics, core.appender(), core.brokerPermission());
        wiring.stage(new RetryStage(core.groups(), topics));
        wiring.routes().on(CONSUMER_SEND_MSG_BACK, SendBackRequest.CODEC, Lane.READER, handler::sendBack);
    }
}
