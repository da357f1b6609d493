package io.apogeemq.broker.feature;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.OutgoingRecords;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.store.Store;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.log.Waiter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The broker's way into the log: for clients' sends, and for what the broker itself has to say, such as a message that comes
 * again or one that is due. Whoever finds no room waits in line, and no loop waits with it. Any thread.
 *
 * <p>{@link #append} and {@link #appendAsIs} do all of it and give a stage. A send goes the same steps by itself, without an
 * object for each of them: {@link #tryAppend}, then {@link #confirm} or {@link #waitOrRefuse}.
 */
public final class Appender {
    private static final String NOT_ON_DISK = "the message is stored, but was not on disk in time (syncFlushTimeout)";
    private static final String NOT_ON_REPLICAS =
            "the message is stored, but too few slaves had it in time (slaveTimeout)";
    private static final String NO_SLAVE =
            "the message is stored on this master only: too few slaves are connected and no more than haMaxGapNotInSync behind";

    private final Store store;
    private final AppendStages stages;
    private final Promise promise;

    /** @param promise to a sender that waits for it */
    public Appender(Store store, AppendStages stages, Promise promise) {
        this.store = store;
        this.stages = stages;
        this.promise = promise;
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
        SendContext context = new SendContext(record);
        append.on(loop, () -> append.stage(context));
        return append.done;
    }

    /**
     * Appends records that pass no stage: a message that has passed them before, with what is to be said of it in another queue.
     * Otherwise as {@link #append}. Where each of them lies they tell themselves.
     */
    public CompletionStage<Placed> appendAsIs(OutgoingRecords records, Loop loop) {
        Append append = new Append(records, loop);
        append.on(loop, append::append);
        return append.done;
    }

    // ---- the steps

    /** Why a message may not be sent at all now; null when it may. Any thread. */
    public @Nullable Refusal refuse() {
        String why = promise.refusal().get();
        return why == null ? null : new Refusal(ResponseCode.SYSTEM_ERROR, why);
    }

    /** Appends if there is room. After APPENDED comes {@link #confirm}, after anything else {@link #waitOrRefuse}. */
    public AppendResult tryAppend(OutgoingRecords records) {
        return store.append(records);
    }

    /**
     * Tells the waiter when what was appended is durable. Even a message for which nobody waits is confirmed: that is what gets it
     * written. On the loop.
     *
     * @param waits whether for as much as is promised; otherwise it is enough that it is written
     */
    public void confirm(OutgoingRecords records, boolean waits, Loop loop, Waiter waiter) {
        if (waits) {
            confirm(records.endPosition(), loop, waiter);
        } else {
            store.confirmations().await(records.endPosition(), Durability.MEMORY, loop, waiter);
        }
    }

    /** The same for everything that was appended up to that position, as far as this broker alone can promise. On the loop. */
    public void confirmHere(long endPosition, Loop loop, Waiter waiter) {
        store.confirmations().await(endPosition, promise.local(), loop, waiter);
    }

    private void confirm(long endPosition, Loop loop, Waiter waiter) {
        if (promise.canBeKept().getAsBoolean()) {
            store.confirmations().await(endPosition, promise.full(), loop, waiter);
        } else {
            store.confirmations()
                    .await(
                            endPosition,
                            promise.local(),
                            loop,
                            missing -> waiter.done(missing == null ? Promise.NO_SLAVE : missing));
        }
    }

    /**
     * After an append that found no room: why it is refused, or null when it waits in line.
     *
     * @param again makes it again, on that loop; it may then find no room again
     */
    public @Nullable Refusal waitOrRefuse(AppendResult result, Loop loop, Runnable again) {
        if (result == AppendResult.REFUSED) {
            return new Refusal(ResponseCode.SERVICE_NOT_AVAILABLE, String.valueOf(store.refusal()));
        }
        return store.whenWritable(loop, again)
                ? null
                : new Refusal(
                        ResponseCode.SYSTEM_BUSY,
                        "[OVERLOAD]system busy, start flow control for a while: too many sends wait for room in the log");
    }

    /** What a sender is told whose message is stored but not as durable as promised, for want of that position. */
    public Refusal late(Position missing) {
        if (missing == Promise.NO_SLAVE) {
            return new Refusal(ResponseCode.SLAVE_NOT_AVAILABLE, NO_SLAVE);
        }
        return missing == store.flushed() || missing == store.written()
                ? new Refusal(ResponseCode.FLUSH_DISK_TIMEOUT, NOT_ON_DISK)
                : new Refusal(ResponseCode.FLUSH_SLAVE_TIMEOUT, NOT_ON_REPLICAS);
    }

    private final class Append {
        private final OutgoingRecords records;
        private final Loop loop;
        private final CompletableFuture<Placed> done = new CompletableFuture<>();

        Append(OutgoingRecords records, Loop loop) {
            this.records = records;
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

        void stage(SendContext context) {
            Staged staged = stages.pass(context);
            if (staged == Staged.PASS) {
                append();
            } else if (staged instanceof Staged.Refused refused) {
                refuse(refused.why());
            } else if (staged instanceof Staged.Later later) {
                later.ready().whenComplete((ready, failure) -> {
                    if (failure == null) {
                        on(loop, () -> stage(context));
                    } else {
                        done.completeExceptionally(failure);
                    }
                });
            } else {
                done.completeExceptionally(new IllegalStateException("a stage answers a sender that there is none of"));
            }
        }

        void append() {
            AppendResult result = tryAppend(records);
            if (result == AppendResult.APPENDED) {
                confirm(
                        records,
                        true,
                        loop,
                        missing ->
                                done.complete(new Placed(null, records.position(0), records.queueOffset(0), missing)));
                return;
            }
            Refusal refusal = waitOrRefuse(result, loop, () -> run(this::append));
            if (refusal != null) {
                refuse(refusal);
            }
        }

        private void refuse(Refusal why) {
            done.complete(Placed.refused(why));
        }
    }
}
