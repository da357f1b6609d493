package io.apogeemq.broker.reply;

import static io.apogeemq.protocol.code.RequestCode.SEND_REPLY_MESSAGE;
import static io.apogeemq.protocol.code.RequestCode.SEND_REPLY_MESSAGE_V2;

import io.apogeemq.broker.feature.Feature;
import io.apogeemq.broker.feature.FeatureCore;
import io.apogeemq.broker.feature.FeatureWiring;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.header.SendRequest;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Lane;

/** Requests that wait for a reply: the reply goes to the client that asked. */
public final class ReplyFeature implements Feature {

    @Override
    public void install(FeatureWiring wiring) {
        FeatureCore core = wiring.core();
        ReplyHandler handler = new ReplyHandler(
                core.clients(),
                core.topics(),
                core.appender(),
                core.storeHost(),
                core.clock(),
                () -> core.settings().get().messages().storesReplies());
        String topic = core.settings().get().identity().clusterName() + TopicNames.REPLY_POSTFIX;
        wiring.topic(TopicRecord.of(topic, 1, Perm.READ_WRITE));
        wiring.routes()
                .on(SEND_REPLY_MESSAGE, SendRequest.LONG, Lane.CONTROL, handler::reply)
                .on(SEND_REPLY_MESSAGE_V2, SendRequest.SHORT, Lane.CONTROL, handler::reply);
    }
}
