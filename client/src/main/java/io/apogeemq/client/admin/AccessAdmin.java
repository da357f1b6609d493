package io.apogeemq.client.admin;

import io.apogeemq.protocol.admin.AccessReports;
import io.apogeemq.protocol.admin.AccessRequests;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.remoting.Request;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What an administrator asks a broker of users and what they may do. Stages end with what was answered, or with a {@link io.apogeemq.client.core.ClientFailure}. */
public final class AccessAdmin {
    private final AdminCalls calls;

    public AccessAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    public CompletionStage<Void> createUser(String address, AccessReports.User user) {
        return calls.ask(
                        address,
                        Request.of(
                                RequestCode.AUTH_CREATE_USER,
                                AccessRequests.User.CODEC,
                                user(user),
                                AccessReports.User.BODY.write(user)))
                .thenAccept(answer -> {});
    }

    public CompletionStage<Void> updateUser(String address, AccessReports.User user) {
        return calls.ask(
                        address,
                        Request.of(
                                RequestCode.AUTH_UPDATE_USER,
                                AccessRequests.User.CODEC,
                                user(user),
                                AccessReports.User.BODY.write(user)))
                .thenAccept(answer -> {});
    }

    public CompletionStage<Void> deleteUser(String address, String name) {
        return calls.ask(
                        address, RequestCode.AUTH_DELETE_USER, AccessRequests.User.CODEC, new AccessRequests.User(name))
                .thenAccept(answer -> {});
    }

    /** Null when there is none. */
    public CompletionStage<AccessReports.@Nullable User> user(String address, String name) {
        return calls.ask(address, RequestCode.AUTH_GET_USER, AccessRequests.User.CODEC, new AccessRequests.User(name))
                .thenApply(AdminCalls.bodyOrNothing(RequestCode.AUTH_GET_USER, AccessReports.User.BODY));
    }

    public CompletionStage<List<AccessReports.User>> users(String address, @Nullable String filter) {
        return calls.ask(
                        address,
                        RequestCode.AUTH_LIST_USER,
                        AccessRequests.Users.CODEC,
                        new AccessRequests.Users(filter))
                .thenApply(AdminCalls.bodies(RequestCode.AUTH_LIST_USER, AccessReports.User.BODY));
    }

    public CompletionStage<Void> createAcl(String address, AccessReports.Acl acl) {
        return calls.ask(
                        address,
                        Request.of(
                                RequestCode.AUTH_CREATE_ACL,
                                AccessRequests.Subject.CODEC,
                                subject(acl),
                                AccessReports.Acl.BODY.write(acl)))
                .thenAccept(answer -> {});
    }

    public CompletionStage<Void> updateAcl(String address, AccessReports.Acl acl) {
        return calls.ask(
                        address,
                        Request.of(
                                RequestCode.AUTH_UPDATE_ACL,
                                AccessRequests.Subject.CODEC,
                                subject(acl),
                                AccessReports.Acl.BODY.write(acl)))
                .thenAccept(answer -> {});
    }

    public CompletionStage<Void> deleteAcl(String address, AccessRequests.DeleteAcl acl) {
        return calls.ask(address, RequestCode.AUTH_DELETE_ACL, AccessRequests.DeleteAcl.CODEC, acl)
                .thenAccept(answer -> {});
    }

    /** Null when there is none. */
    public CompletionStage<AccessReports.@Nullable Acl> acl(String address, String subject) {
        return calls.ask(
                        address,
                        RequestCode.AUTH_GET_ACL,
                        AccessRequests.Subject.CODEC,
                        new AccessRequests.Subject(subject))
                .thenApply(AdminCalls.bodyOrNothing(RequestCode.AUTH_GET_ACL, AccessReports.Acl.BODY));
    }

    public CompletionStage<List<AccessReports.Acl>> acls(String address, AccessRequests.Acls filter) {
        return calls.ask(address, RequestCode.AUTH_LIST_ACL, AccessRequests.Acls.CODEC, filter)
                .thenApply(AdminCalls.bodies(RequestCode.AUTH_LIST_ACL, AccessReports.Acl.BODY));
    }

    private static AccessRequests.User user(AccessReports.User user) {
        return new AccessRequests.User(String.valueOf(user.name()));
    }

    private static AccessRequests.Subject subject(AccessReports.Acl acl) {
        return new AccessRequests.Subject(String.valueOf(acl.subject()));
    }
}
