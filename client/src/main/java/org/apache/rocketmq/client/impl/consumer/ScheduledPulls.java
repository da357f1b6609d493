package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Pool;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.ToLongFunction;
import org.apache.rocketmq.common.message.MessageQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a program's task for each queue that is its own, with the pause that the task asks for (spec/client.md 37). One
 * queue has one run at a time; a queue that goes has no more after the one that runs.
 */
public final class ScheduledPulls {
    private static final Logger log = LoggerFactory.getLogger(ScheduledPulls.class);
    private static final long AFTER_FAILURE_MILLIS = 1_000;

    private final Loop loop;
    private final Pool pool;
    private final ToLongFunction<MessageQueue> task;
    private final ConcurrentMap<MessageQueue, Run> runs = new ConcurrentHashMap<>();

    /**
     * @param pool runs the tasks; closed by {@link #stop}
     * @param task what is done for a queue; answers after how many milliseconds it is to be done again
     */
    public ScheduledPulls(Loop loop, Pool pool, ToLongFunction<MessageQueue> task) {
        this.loop = loop;
        this.pool = pool;
        this.task = task;
    }

    /** Of the topic, these queues have runs and no others. Any thread. */
    public void keep(String topic, Set<MessageQueue> queues) {
        for (MessageQueue queue : new HashSet<>(runs.keySet())) {
            if (queue.getTopic().equals(topic) && !queues.contains(queue)) {
                Run gone = runs.remove(queue);
                if (gone != null) {
                    gone.cancelled = true;
                }
            }
        }
        for (MessageQueue queue : queues) {
            Run fresh = new Run(queue);
            if (runs.putIfAbsent(queue, fresh) == null) {
                fresh.soon();
            }
        }
    }

    /** Ends the runs, and interrupts those that do not end by themselves. */
    public void stop() {
        runs.values().forEach(run -> run.cancelled = true);
        runs.clear();
        pool.close(0);
    }

    private final class Run {
        private final MessageQueue queue;
        private volatile boolean cancelled;

        Run(MessageQueue queue) {
            this.queue = queue;
        }

        private void soon() {
            try {
                pool.execute(this::once);
            } catch (RejectedExecutionException e) {
                if (!cancelled) {
                    log.warn("the pull task of {} found no thread, it is tried again: {}", queue, e.getMessage());
                    again(AFTER_FAILURE_MILLIS);
                }
            }
        }

        /** On a pool thread. */
        private void once() {
            if (cancelled) {
                return;
            }
            long pause = AFTER_FAILURE_MILLIS;
            try {
                pause = task.applyAsLong(queue);
            } catch (RuntimeException e) {
                log.warn("the pull task of {} failed, it is tried again in {} ms", queue, pause, e);
            }
            again(pause);
        }

        private void again(long millis) {
            if (cancelled) {
                return;
            }
            try {
                loop.schedule(Math.max(0, millis), this::soon);
            } catch (RejectedExecutionException e) {
                // the client has ended, and the tasks with it
                cancelled = true;
            }
        }
    }
}
