package io.apogeemq.broker.transaction;

import static io.apogeemq.protocol.code.RequestCode.END_TRANSACTION;
import static io.apogeemq.protocol.code.RequestCode.RESUME_CHECK_HALF_MESSAGE;

import io.apogeemq.broker.feature.Feature;
import io.apogeemq.broker.feature.FeatureCore;
import io.apogeemq.broker.feature.FeatureWiring;
import io.apogeemq.broker.settings.BrokerRole;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.header.EndTransactionRequest;
import io.apogeemq.protocol.header.ResumeCheckRequest;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Lane;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Transactional messages: they wait, invisible, until their producer commits them or rolls them back. */
public final class TransactionFeature implements Feature {
    /** One that waits takes about so much memory, twice. */
    private static final int MOST_WAITING =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 1024);

    @Override
    public void install(FeatureWiring wiring) {
        FeatureCore core = wiring.core();
        HalfLedger ledger = new HalfLedger();
        Transactions transactions = new Transactions(core, ledger);
        wiring.stage(new HalfStage(() -> core.settings().get().transactions().rejects(), ledger::count, MOST_WAITING));
        wiring.topic(TopicRecord.of(TopicNames.HALF, 1, Perm.READ_WRITE));
        wiring.topic(TopicRecord.of(TopicNames.OP_HALF, 1, Perm.READ_WRITE));
        wiring.topic(TopicRecord.of(TopicNames.CHECK_EXPIRED, 1, Perm.READ_WRITE));
        EndTransactionHandler ends = new EndTransactionHandler(
                transactions,
                core.store(),
                core.topics(),
                core.appender(),
                core.following(),
                core.clock(),
                () -> core.settings().get().transactions().timeoutMillis(),
                core.settings().get().identity().role() == BrokerRole.SLAVE);
        ResumeHandler resumes = new ResumeHandler(core.store(), core.appender(), core.following());
        wiring.routes()
                .on(END_TRANSACTION, EndTransactionRequest.CODEC, Lane.IO, ends::end)
                .on(RESUME_CHECK_HALF_MESSAGE, ResumeCheckRequest.CODEC, Lane.READER, resumes::resume);
        wiring.part(new FeatureWiring.Part() {
            @Override
            public void start() {
                core.following().execute(transactions::start);
            }

            @Override
            public CompletionStage<Void> stop() {
                return CompletableFuture.supplyAsync(transactions::stop, core.following())
                        .thenCompose(stage -> stage);
            }
        });
    }
}
