package io.apogeemq.client.admin;

import io.apogeemq.protocol.admin.BrokerReports;
import io.apogeemq.protocol.admin.BrokerRequests;
import io.apogeemq.protocol.body.KvTable;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.remoting.Request;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What an administrator asks a broker of itself. Stages end with what was answered, or with a {@link io.apogeemq.client.core.ClientFailure}. */
public final class BrokerAdmin {
    private final AdminCalls calls;

    public BrokerAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    /** Its settings, as lines {@code name=value}. */
    public CompletionStage<String> config(String address) {
        return calls.ask(address, RequestCode.GET_BROKER_CONFIG).thenApply(AdminCalls::text);
    }

    public CompletionStage<Void> updateConfig(String address, Map<String, String> settings) {
        return calls.ask(address, Request.of(RequestCode.UPDATE_BROKER_CONFIG, AdminCalls.lines(settings)))
                .thenAccept(answer -> {});
    }

    public CompletionStage<KvTable> runtimeInfo(String address) {
        return calls.ask(address, RequestCode.GET_BROKER_RUNTIME_INFO)
                .thenApply(AdminCalls.body(RequestCode.GET_BROKER_RUNTIME_INFO, KvTable.BODY));
    }

    /** Deletes queues whose messages are all gone. */
    public CompletionStage<Void> cleanExpiredQueues(String address) {
        return calls.ask(address, RequestCode.CLEAN_EXPIRED_CONSUMEQUEUE).thenAccept(answer -> {});
    }

    /** Deletes now what has expired of the log. */
    public CompletionStage<Void> deleteExpiredLog(String address) {
        return calls.ask(address, RequestCode.DELETE_EXPIRED_COMMITLOG).thenAccept(answer -> {});
    }

    public CompletionStage<BrokerReports.Figures> figures(String address, String name, String key) {
        return calls.ask(
                        address,
                        RequestCode.VIEW_BROKER_STATS_DATA,
                        BrokerRequests.Figure.CODEC,
                        new BrokerRequests.Figure(name, key))
                .thenApply(AdminCalls.body(RequestCode.VIEW_BROKER_STATS_DATA, BrokerReports.Figures.BODY));
    }

    public CompletionStage<BrokerReports.QueueUnits> queueUnits(String address, BrokerRequests.QueueUnits units) {
        return calls.ask(address, RequestCode.QUERY_CONSUME_QUEUE, BrokerRequests.QueueUnits.CODEC, units)
                .thenApply(AdminCalls.body(RequestCode.QUERY_CONSUME_QUEUE, BrokerReports.QueueUnits.BODY));
    }

    /** Has the producer of the message be asked again. */
    public CompletionStage<Void> resumeHalfMessage(String address, BrokerRequests.HalfMessage message) {
        return calls.ask(address, RequestCode.RESUME_CHECK_HALF_MESSAGE, BrokerRequests.HalfMessage.CODEC, message)
                .thenAccept(answer -> {});
    }

    public CompletionStage<BrokerReports.Replication> replication(String address) {
        return calls.ask(address, RequestCode.GET_BROKER_HA_STATUS)
                .thenApply(AdminCalls.body(RequestCode.GET_BROKER_HA_STATUS, BrokerReports.Replication.BODY));
    }

    public CompletionStage<Void> resetFlushOffset(String address, long position) {
        return calls.ask(
                        address,
                        RequestCode.RESET_MASTER_FLUSH_OFFSET,
                        BrokerRequests.FlushOffset.CODEC,
                        new BrokerRequests.FlushOffset(position))
                .thenAccept(answer -> {});
    }

    public CompletionStage<BrokerReports.Epochs> epochs(String address) {
        return calls.ask(address, RequestCode.GET_BROKER_EPOCH_CACHE)
                .thenApply(AdminCalls.body(RequestCode.GET_BROKER_EPOCH_CACHE, BrokerReports.Epochs.BODY));
    }

    /** Sets how much cold data groups may read. */
    public CompletionStage<Void> updateColdData(String address, Map<String, String> thresholds) {
        return calls.ask(
                        address, Request.of(RequestCode.UPDATE_COLD_DATA_FLOW_CTR_CONFIG, AdminCalls.lines(thresholds)))
                .thenAccept(answer -> {});
    }

    public CompletionStage<Void> removeColdData(String address, String group) {
        return calls.ask(
                        address,
                        Request.of(
                                RequestCode.REMOVE_COLD_DATA_FLOW_CTR_CONFIG, group.getBytes(StandardCharsets.UTF_8)))
                .thenAccept(answer -> {});
    }

    public CompletionStage<String> coldData(String address) {
        return calls.ask(address, RequestCode.GET_COLD_DATA_FLOW_CTR_INFO).thenApply(AdminCalls::text);
    }

    /** Sets how the log is read; tells what the broker says to it. */
    public CompletionStage<String> readAhead(String address, String mode) {
        return calls.ask(
                        address,
                        RequestCode.SET_COMMITLOG_READ_MODE,
                        BrokerRequests.ReadAhead.CODEC,
                        new BrokerRequests.ReadAhead(mode))
                .thenApply(answer -> String.valueOf(answer.remark()));
    }

    public CompletionStage<BrokerReports.QueueCheck> queueCheck(String address, String topic, long fromMillis) {
        return calls.ask(
                        address,
                        RequestCode.CHECK_ROCKSDB_CQ_WRITE_PROGRESS,
                        BrokerRequests.QueueCheck.CODEC,
                        new BrokerRequests.QueueCheck(topic, fromMillis))
                .thenApply(AdminCalls.body(RequestCode.CHECK_ROCKSDB_CQ_WRITE_PROGRESS, BrokerReports.QueueCheck.BODY));
    }

    public CompletionStage<Void> exportTables(String address, String tables) {
        return calls.ask(
                        address,
                        RequestCode.EXPORT_ROCKSDB_CONFIG_TO_JSON,
                        BrokerRequests.TableExport.CODEC,
                        new BrokerRequests.TableExport(tables))
                .thenAccept(answer -> {});
    }

    public CompletionStage<Void> timerEngine(String address, String type) {
        return calls.ask(
                        address,
                        RequestCode.SWITCH_TIMER_ENGINE,
                        BrokerRequests.TimerEngine.CODEC,
                        new BrokerRequests.TimerEngine(type))
                .thenAccept(answer -> {});
    }

    public CompletionStage<Void> exportPopRecords(String address) {
        return calls.ask(address, RequestCode.POP_ROLLBACK).thenAccept(answer -> {});
    }

    /** Has a process that holds several brokers hold one more. */
    public CompletionStage<Void> addBroker(String address, @Nullable String configPath) {
        return calls.ask(
                        address,
                        RequestCode.ADD_BROKER,
                        BrokerRequests.AddBroker.CODEC,
                        new BrokerRequests.AddBroker(configPath))
                .thenAccept(answer -> {});
    }

    public CompletionStage<Void> removeBroker(String address, BrokerRequests.RemoveBroker broker) {
        return calls.ask(address, RequestCode.REMOVE_BROKER, BrokerRequests.RemoveBroker.CODEC, broker)
                .thenAccept(answer -> {});
    }
}
