package io.apogeemq.store.log;

import io.apogeemq.concurrent.Position;
import io.apogeemq.store.disk.SystemDisk;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueFiles;
import io.apogeemq.store.queue.QueueTable;
import java.nio.file.Path;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The line of messages that are written and not yet shown: the writer joins it and looks at the position that readers wait for,
 * a replica moves that and looks at the line. Whoever comes second must see the other, or a message stays hidden.
 *
 * <p>Lies in the package of the store because the line is nobody else's business.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "shown")
@Outcome(expect = Expect.FORBIDDEN, desc = "written and replicated, and still hidden")
@State
public class VisibilityStress {
    private static final long END = 100;

    private final Position replicated = new Position("replicated", 0);
    private final Visibility visibility = new Visibility(new Position("written", 0), replicated, 1 << 16);
    private final StagedBytes staged = new StagedBytes(16);
    private final ConsumeQueue queue =
            new QueueTable(new QueueFiles(new SystemDisk(), Path.of("stress"), 6_000_000, 1)).findOrMake("stress", 0);

    public VisibilityStress() {
        staged.begin(1);
        staged.grows(queue, 1);
        staged.endsAt(END, 0);
    }

    @Actor
    public void writer() {
        visibility.onWritten(staged);
        visibility.catchUp();
    }

    @Actor
    public void replica() {
        replicated.advanceTo(END);
        visibility.catchUp();
    }

    @Arbiter
    public void end(II_Result result) {
        result.r1 = visibility.visible().get() == END ? 1 : 0;
        result.r2 = (int) queue.maxOffset();
    }
}
