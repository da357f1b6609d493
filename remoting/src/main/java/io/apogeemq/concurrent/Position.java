package io.apogeemq.concurrent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A byte address in the log that one owner advances, never backwards, and that all may read: what is appended, flushed,
 * replicated. A reader that sees a position also sees everything written before it was advanced to there.
 */
public final class Position {
    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Position.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String name;

    @SuppressWarnings({"FieldMayBeFinal", "UnusedVariable"}) // read and written through VALUE
    private long value;

    public Position(String name, long start) {
        this.name = name;
        this.value = start;
    }

    public long get() {
        return (long) VALUE.getAcquire(this);
    }

    /**
     * Moves forward. Only the owner.
     *
     * @throws IllegalStateException when {@code to} lies behind: two owners, or an owner that lost its place
     */
    public void advanceTo(long to) {
        long now = (long) VALUE.get(this);
        if (to < now) {
            throw new IllegalStateException("position " + name + " would go back from " + now + " to " + to);
        }
        VALUE.setRelease(this, to);
    }

    @Override
    public String toString() {
        return name + "=" + get();
    }
}
