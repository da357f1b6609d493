package io.apogeemq.broker.handler;

import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Handler;
import io.apogeemq.remoting.Reply;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The door: a name becomes a directory, a key of a table and part of a log line, so no handler gets one that cannot be.
 * What the tables hold passes whatever it is: a topic may be named after a broker, and a store that another broker left may
 * have names of other days.
 *
 * <p>Sends, pulls and what members tell of their offsets do not pass here. They look their topic and group up in the tables,
 * for each message; a name that is not there reaches nothing but the rules by which topics and groups are made.
 */
public final class NameCheck {
    /** Longer than any address, process id and instance name together. */
    private static final int LONGEST_CLIENT_ID = 1024;

    private final Predicate<String> isTopic;
    private final Predicate<String> isGroup;

    /**
     * @param isTopic whether there is a topic of that name; any thread
     * @param isGroup whether there is a group of that name; any thread
     */
    public NameCheck(Predicate<String> isTopic, Predicate<String> isGroup) {
        this.isTopic = isTopic;
        this.isGroup = isGroup;
    }

    /** A handler of requests that name a topic. */
    public <H> Handler<H> topic(Function<H, String> name, Handler<H> to) {
        return checked(header -> refuseTopic(name.apply(header)), to);
    }

    /** A handler of requests that name a consumer group. */
    public <H> Handler<H> group(Function<H, String> name, Handler<H> to) {
        return checked(header -> refuseGroup(name.apply(header)), to);
    }

    private static <H> Handler<H> checked(Function<H, @Nullable String> refuse, Handler<H> to) {
        return (call, header) -> {
            String fault = refuse.apply(header);
            return fault == null
                    ? to.handle(call, header)
                    : Reply.refused(ResponseCode.INVALID_PARAMETER, fault).now();
        };
    }

    /** Why no topic can be called so; null when one can. */
    @Nullable
    String refuseTopic(String name) {
        return isTopic.test(name) ? null : TopicNames.refuseStoredName("topic", name);
    }

    /** Why no consumer group can be called so; null when one can. */
    @Nullable
    String refuseGroup(String name) {
        return isGroup.test(name) ? null : TopicNames.refuseStoredName("group", name);
    }

    /** Why no producer group can be called so; null when one can. Producers of other languages use more characters. */
    static @Nullable String refuseProducerGroup(String name) {
        return TopicNames.refuseText("producer group", name, TopicNames.LONGEST_GROUP_TOPIC);
    }

    /** Why no client can be called so; null when one can. */
    static @Nullable String refuseClientId(String id) {
        return TopicNames.refuseText("client id", id, LONGEST_CLIENT_ID);
    }
}
