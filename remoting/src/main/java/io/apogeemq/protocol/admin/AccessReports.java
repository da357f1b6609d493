package io.apogeemq.protocol.admin;

import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.listOf;

import io.apogeemq.protocol.body.BodyCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users and what they may do: bodies of 3001 to 3010 and their answers. */
public final class AccessReports {
    private AccessReports() {}

    /** A user. */
    public record User(
            @Nullable String password,
            @Nullable String status,
            @Nullable String type,
            @Nullable String name) {
        public static final BodyCodec<User> BODY = BodyCodec.<User>table()
                .optional("password", TEXT, User::password)
                .optional("userStatus", TEXT, User::status)
                .optional("userType", TEXT, User::type)
                .optional("username", TEXT, User::name)
                .make(in -> new User(in.next(), in.next(), in.next(), in.next()));
    }

    /** What may be done with one resource. */
    public record Entry(
            List<String> actions,
            @Nullable String decision,
            @Nullable String resource,
            @Nullable List<String> sourceIps) {
        public static final BodyCodec<Entry> BODY = BodyCodec.<Entry>table()
                .field("actions", listOf(TEXT), Entry::actions, List.of())
                .optional("decision", TEXT, Entry::decision)
                .optional("resource", TEXT, Entry::resource)
                .optional("sourceIps", listOf(TEXT), Entry::sourceIps)
                .make(in -> new Entry(in.next(), in.next(), in.next(), in.next()));
    }

    /** What may be done by one policy. */
    public record Policy(List<Entry> entries, @Nullable String type) {
        public static final BodyCodec<Policy> BODY = BodyCodec.<Policy>table()
                .field("entries", listOf(Entry.BODY), Policy::entries, List.of())
                .optional("policyType", TEXT, Policy::type)
                .make(in -> new Policy(in.next(), in.next()));
    }

    /** What a subject may do. */
    public record Acl(List<Policy> policies, @Nullable String subject) {
        public static final BodyCodec<Acl> BODY = BodyCodec.<Acl>table()
                .field("policies", listOf(Policy.BODY), Acl::policies, List.of())
                .optional("subject", TEXT, Acl::subject)
                .make(in -> new Acl(in.next(), in.next()));
    }
}
