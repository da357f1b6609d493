package io.apogeemq.benchmarks.stress;

import io.apogeemq.concurrent.Position;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** Who sees a position sees what was written before it got there, and never sees it go back. */
@JCStressTest
@Outcome(id = "0, 0, [012]", expect = Expect.ACCEPTABLE, desc = "looked early")
@Outcome(id = "0, 1, [12]", expect = Expect.ACCEPTABLE, desc = "it moved between the two looks")
@Outcome(id = "1, 1, [12]", expect = Expect.ACCEPTABLE, desc = "on its way")
@Outcome(id = "[012], 2, 2", expect = Expect.ACCEPTABLE, desc = "at its end")
@Outcome(expect = Expect.FORBIDDEN, desc = "a position that went back, or came before what it stands for")
@State
public class PositionStress {
    private final Position position = new Position("stress", 0);
    private long written;

    @Actor
    public void owner() {
        written = 1;
        position.advanceTo(1);
        written = 2;
        position.advanceTo(2);
    }

    @Actor
    public void reader(JJJ_Result result) {
        result.r1 = position.get();
        result.r2 = position.get();
        result.r3 = written;
    }
}
