package io.apogeemq.benchmarks.stress;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Position;
import io.apogeemq.store.log.Confirmations;
import io.apogeemq.store.log.Durability;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The waiting line, through the class that uses it: a loop joins the line and looks at the position, the flusher moves the
 * position and looks at the line. Whoever comes second must see the other, or a send is answered by its time-out only.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "told once")
@Outcome(id = "0", expect = Expect.FORBIDDEN, desc = "nobody woke the waiter")
@Outcome(expect = Expect.FORBIDDEN, desc = "told twice, or that it was late")
@State
public class ConfirmationsStress {
    private static final int LATE = 100;
    private static final long END = 1000;

    private final Position flushed = new Position("flushed", 0);
    private final Tasks loop = new Tasks();
    private final Confirmations confirmations = new Confirmations(Clock.system());
    private int told;

    public ConfirmationsStress() {
        confirmations.define(Durability.ON_DISK, 5000, count -> {}, flushed);
    }

    /** A loop whose thread is whoever runs its tasks: first one actor, after both the arbiter. */
    private static final class Tasks implements Loop {
        private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

        @Override
        public String name() {
            return "stress";
        }

        @Override
        public boolean inside() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public Cancellable scheduleNanos(long delayNanos, Runnable task) {
            // time-outs would hide a wake-up that was lost
            return () -> {};
        }

        void run() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }
    }

    @Actor
    public void sender() {
        confirmations.await(END, Durability.ON_DISK, loop, missing -> told += missing == null ? 1 : LATE);
        loop.run();
    }

    @Actor
    public void flusher() {
        flushed.advanceTo(END);
        confirmations.advanced();
    }

    @Arbiter
    public void end(I_Result result) {
        loop.run();
        result.r1 = told;
    }
}
