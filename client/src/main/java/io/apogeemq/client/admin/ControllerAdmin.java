package io.apogeemq.client.admin;

import io.apogeemq.protocol.admin.ControllerReports;
import io.apogeemq.protocol.admin.ControllerRequests;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.remoting.Request;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What an administrator asks a controller. Stages end with what was answered, or with a {@link io.apogeemq.client.core.ClientFailure}. */
public final class ControllerAdmin {
    private final AdminCalls calls;

    public ControllerAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    public CompletionStage<ControllerRequests.Metadata> metadata(String address) {
        return calls.askAt(address, Request.of(RequestCode.CONTROLLER_GET_METADATA_INFO))
                .thenApply(
                        AdminCalls.header(RequestCode.CONTROLLER_GET_METADATA_INFO, ControllerRequests.Metadata.CODEC));
    }

    /** Of the broker names, given as an array of texts in JSON. */
    public CompletionStage<ControllerReports.SyncStates> syncStates(String address, byte[] brokerNames) {
        return calls.askAt(address, Request.of(RequestCode.CONTROLLER_GET_SYNC_STATE_DATA, brokerNames))
                .thenApply(
                        AdminCalls.body(RequestCode.CONTROLLER_GET_SYNC_STATE_DATA, ControllerReports.SyncStates.BODY));
    }

    public CompletionStage<Election> electMaster(String address, ControllerRequests.ElectMaster election) {
        return calls.askAt(
                        address,
                        Request.of(RequestCode.CONTROLLER_ELECT_MASTER, ControllerRequests.ElectMaster.CODEC, election))
                .thenApply(answer -> new Election(
                        AdminCalls.header(RequestCode.CONTROLLER_ELECT_MASTER, ControllerRequests.Elected.CODEC)
                                .apply(answer),
                        AdminCalls.bodyOrNothing(RequestCode.CONTROLLER_ELECT_MASTER, ControllerReports.Members.BODY)
                                .apply(answer)));
    }

    public CompletionStage<Void> cleanBroker(String address, ControllerRequests.CleanBroker broker) {
        return calls.askAt(
                        address,
                        Request.of(RequestCode.CLEAN_BROKER_DATA, ControllerRequests.CleanBroker.CODEC, broker))
                .thenAccept(answer -> {});
    }

    /** Its settings, as lines {@code name=value}. */
    public CompletionStage<String> config(String address) {
        return calls.askAt(address, Request.of(RequestCode.GET_CONTROLLER_CONFIG))
                .thenApply(AdminCalls::text);
    }

    public CompletionStage<Void> updateConfig(String address, Map<String, String> settings) {
        return calls.askAt(address, Request.of(RequestCode.UPDATE_CONTROLLER_CONFIG, AdminCalls.lines(settings)))
                .thenAccept(answer -> {});
    }

    /** Who leads after an election, and the processes of that name. */
    public record Election(ControllerRequests.Elected leader, ControllerReports.@Nullable Members members) {}
}
