package io.apogeemq.client.consume;

import io.apogeemq.client.consume.queue.AssignedQueue;
import io.apogeemq.client.core.ReceivedMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Of a program that pulls by itself: the member has its share of the queues and pulls nothing. */
final class NoIntake implements Consumption {

    @Override
    public void onArrival(AssignedQueue queue, List<ReceivedMessage> messages) {
        throw new IllegalStateException("nothing is pulled from " + queue + " here");
    }

    @Override
    public CompletionStage<Boolean> quiet(AssignedQueue queue, long waitMillis) {
        return CompletableFuture.completedStage(true);
    }

    @Override
    public CompletionStage<Void> stop(long waitMillis) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public boolean inOrder() {
        return false;
    }

    @Override
    public boolean programKeepsOffsets() {
        return true;
    }

    @Override
    public boolean limitsSpan() {
        return false;
    }

    @Override
    public boolean hasRoom() {
        return false;
    }
}
