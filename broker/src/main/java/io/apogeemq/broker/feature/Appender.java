package io.apogeemq.broker.feature;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.store.Store;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/** Appends what the broker itself has to say: a message that comes again, one that is due. Any thread. */
public final class Appender {
    private final Store store;
    private final AppendStages stages;
    private final Durability durability;

    /** @param durability what completes an append: as for clients' sends */
    public Appender(Store store, AppendStages stages, Durability durability) {
        this.store = store;
        this.stages = stages;
        this.durability = durability;
    }

    /**
     * Appends a message that has yet to pass the stages; waits for room where there is none.
     *
     * @param record the appender's, with its body, until the stage completes
     * @param loop where it is done
     * @return completes on the loop when the message is as durable as promised, or refused; fails when a stage did
     */
    public CompletionStage<Placed> append(OutgoingRecord record, Loop loop) {
        Append append = new Append(record, loop);
        append.on(loop, append::stage);
        return append.done;
    }

    private final class Append {
        private final OutgoingRecord record;
        private final SendContext context;
        private final Loop loop;
        private final CompletableFuture<Placed> done = new CompletableFuture<>();

        Append(OutgoingRecord record, Loop loop) {
            this.record = record;
            this.context = new SendContext(record);
            this.loop = loop;
        }

        void on(Loop where, Runnable task) {
            try {
                where.execute(() -> run(task));
            } catch (RejectedExecutionException e) {
                done.completeExceptionally(e);
            }
        }

        private void run(Runnable task) {
            try {
                task.run();
            } catch (IllegalArgumentException e) {
                refuse(new Refusal(ResponseCode.MESSAGE_ILLEGAL, String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        }

        void stage() {
            Staged staged = stages.pass(context);
            if (staged == Staged.PASS) {
                append();
            } else if (staged instanceof Staged.Refused refused) {
                refuse(refused.why());
            } else if (staged instanceof Staged.Later later) {
                later.ready().whenComplete((ready, failure) -> {
                    if (failure == null) {
                        on(loop, this::stage);
                    } else {
                        done.completeExceptionally(failure);
                    }
                });
            } else {
                done.completeExceptionally(new IllegalStateException("a stage answers a sender that there is none of"));
            }
        }

        private void append() {
            AppendResult result = store.append(record);
            if (result == AppendResult.APPENDED) {
                Placed placed = new Placed(null, record.position(), record.queueOffset());
                // late or not: it is in the log, and whoever asked has nobody to tell
                store.confirmations().await(record.endPosition(), durability, loop, late -> done.complete(placed));
            } else if (result == AppendResult.REFUSED) {
                refuse(new Refusal(ResponseCode.SERVICE_NOT_AVAILABLE, String.valueOf(store.refusal())));
            } else if (!store.whenWritable(loop, () -> run(this::append))) {
                refuse(new Refusal(
                        ResponseCode.SYSTEM_BUSY,
                        "[OVERLOAD]system busy, start flow control for a while: too many sends wait for room in the"
                                + " log"));
            }
        }

        private void refuse(Refusal why) {
            done.complete(Placed.refused(why));
        }
    }
}
