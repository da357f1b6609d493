package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.listOf;

import java.util.List;

/** The answer of QUERY_ASSIGNMENT 400 (spec/requests.md). */
public record Assignments(List<AssignedQueue> queues) {

    public static final BodyCodec<Assignments> BODY = BodyCodec.<Assignments>table()
            .field("messageQueueAssignments", listOf(AssignedQueue.BODY), Assignments::queues, List.of())
            .make(in -> new Assignments(in.next()));
}
