package io.apogeemq.broker.pop;

import static io.apogeemq.protocol.code.RequestCode.ACK_MESSAGE;
import static io.apogeemq.protocol.code.RequestCode.BATCH_ACK_MESSAGE;
import static io.apogeemq.protocol.code.RequestCode.CHANGE_MESSAGE_INVISIBLETIME;
import static io.apogeemq.protocol.code.RequestCode.GET_ALL_MESSAGE_REQUEST_MODE;
import static io.apogeemq.protocol.code.RequestCode.NOTIFICATION;
import static io.apogeemq.protocol.code.RequestCode.POLLING_INFO;
import static io.apogeemq.protocol.code.RequestCode.POP_MESSAGE;
import static io.apogeemq.protocol.code.RequestCode.QUERY_ASSIGNMENT;
import static io.apogeemq.protocol.code.RequestCode.SET_MESSAGE_REQUEST_MODE;

import io.apogeemq.broker.feature.Feature;
import io.apogeemq.broker.feature.FeatureCore;
import io.apogeemq.broker.feature.FeatureWiring;
import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.broker.kept.SavedTable;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.RequestModeTable;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicRoute;
import io.apogeemq.protocol.header.AckRequest;
import io.apogeemq.protocol.header.ChangeInvisibleRequest;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.NotificationRequest;
import io.apogeemq.protocol.header.PollingInfoRequest;
import io.apogeemq.protocol.header.PopRequest;
import io.apogeemq.remoting.Lane;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Consumption by message: whoever asks is handed some, and what is not acknowledged in time comes again. */
public final class PopFeature implements Feature {
    private static final int LOG_QUEUES = 8;
    private static final int MOST_WAITING = 100_000;
    private static final int MOST_WAITING_OF_ONE = 1024;

    private static final String MODES_FILE = "messageRequestMode.json";

    private final ConsumerOffsets offsets;
    private final Function<String, CompletionStage<@Nullable TopicRoute>> routes;

    /**
     * @param offsets of all groups
     * @param routes of topics in the whole cluster
     */
    public PopFeature(ConsumerOffsets offsets, Function<String, CompletionStage<@Nullable TopicRoute>> routes) {
        this.offsets = offsets;
        this.routes = routes;
    }

    @Override
    public void install(FeatureWiring wiring) throws IOException {
        FeatureCore core = wiring.core();
        PopLog log = new PopLog(
                core.settings().get().identity().clusterName(),
                core.settings().get().identity().name(),
                core.storeHost());
        PopWaiting waiting = new PopWaiting(MOST_WAITING, MOST_WAITING_OF_ONE);
        PopState state = new PopState(core, offsets, log, new Revival(core, log, () -> false, waiting));
        PopQueues queues = new PopQueues();
        PopHandler pops = new PopHandler(core, offsets, state, queues, waiting);
        AckHandler acks = new AckHandler(core, offsets, state, queues, waiting);
        RequestModes modes = new RequestModes(core.tables().load(MODES_FILE, RequestModeTable.BODY));
        AssignmentHandler assignments = new AssignmentHandler(
                core,
                modes,
                new SavedTable(
                        core.control(), core.store().diskLoop(), core.tables().target(MODES_FILE), modes),
                routes);
        wiring.topic(TopicRecord.of(log.topic(), LOG_QUEUES, Perm.READ_WRITE));
        wiring.routes()
                .direct(POP_MESSAGE, PopRequest.CODEC, Lane.READER, pops::pop)
                .on(ACK_MESSAGE, AckRequest.CODEC, Lane.IO, acks::acknowledge)
                .on(BATCH_ACK_MESSAGE, NoHeader.CODEC, Lane.IO, acks::acknowledgeAll)
                .on(CHANGE_MESSAGE_INVISIBLETIME, ChangeInvisibleRequest.CODEC, Lane.IO, acks::changeInvisible)
                .direct(NOTIFICATION, NotificationRequest.CODEC, Lane.IO, pops::notification)
                .on(POLLING_INFO, PollingInfoRequest.CODEC, Lane.IO, pops::pollingInfo)
                .on(QUERY_ASSIGNMENT, NoHeader.CODEC, Lane.CONTROL, assignments::assignment)
                .on(SET_MESSAGE_REQUEST_MODE, NoHeader.CODEC, Lane.CONTROL, assignments::setMode)
                .on(GET_ALL_MESSAGE_REQUEST_MODE, NoHeader.CODEC, Lane.CONTROL, assignments::allModes);
        wiring.part(new FeatureWiring.Part() {
            @Override
            public void start() {
                core.following().execute(state::start);
            }

            @Override
            public CompletionStage<Void> stop() {
                waiting.close();
                return CompletableFuture.supplyAsync(state::stop, core.following())
                        .thenCompose(stage -> stage);
            }
        });
    }
}
