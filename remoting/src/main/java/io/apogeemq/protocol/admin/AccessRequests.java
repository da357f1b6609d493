package io.apogeemq.protocol.admin;

import io.apogeemq.protocol.header.HeaderCodec;
import org.jspecify.annotations.Nullable;

/** Headers of requests about users and what they may do (spec/requests.md 9). */
public final class AccessRequests {
    private AccessRequests() {}

    /** Of one user: 3001 to 3004. */
    public record User(String name) {
        public static final HeaderCodec<User> CODEC =
                HeaderCodec.<User>table().text("username", User::name).make(in -> new User(in.text()));
    }

    /** LIST_USER 3005. */
    public record Users(@Nullable String filter) {
        public static final HeaderCodec<Users> CODEC = HeaderCodec.<Users>table()
                .optionalText("filter", Users::filter)
                .make(in -> new Users(in.optionalText()));
    }

    /** Of one subject: 3006, 3007, 3009. */
    public record Subject(String subject) {
        public static final HeaderCodec<Subject> CODEC =
                HeaderCodec.<Subject>table().text("subject", Subject::subject).make(in -> new Subject(in.text()));
    }

    /** DELETE_ACL 3008; without a resource all. */
    public record DeleteAcl(
            String subject,
            @Nullable String policyType,
            @Nullable String resource) {
        public static final HeaderCodec<DeleteAcl> CODEC = HeaderCodec.<DeleteAcl>table()
                .text("subject", DeleteAcl::subject)
                .optionalText("policyType", DeleteAcl::policyType)
                .optionalText("resource", DeleteAcl::resource)
                .make(in -> new DeleteAcl(in.text(), in.optionalText(), in.optionalText()));
    }

    /** LIST_ACL 3010. */
    public record Acls(
            @Nullable String subjectFilter, @Nullable String resourceFilter) {
        public static final HeaderCodec<Acls> CODEC = HeaderCodec.<Acls>table()
                .optionalText("subjectFilter", Acls::subjectFilter)
                .optionalText("resourceFilter", Acls::resourceFilter)
                .make(in -> new Acls(in.optionalText(), in.optionalText()));
    }
}
