package io.apogeemq.client.core;

import java.util.Set;

/** A producer or consumer of a client instance: one group's presence in this process. All methods on the client's loop. */
public interface Member {

    String group();

    /** The topics whose routes are to be kept fresh. */
    Set<String> topics();

    /** A topic's route is new or has changed; not only of its own topics. */
    default void onRoute(TopicView view) {}
}
