package org.apache.rocketmq.tools.admin;

import io.apogeemq.client.core.ClientFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.Waiting;
import org.apache.rocketmq.remoting.exception.RemotingConnectException;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.exception.RemotingSendRequestException;
import org.apache.rocketmq.remoting.exception.RemotingTimeoutException;
import org.apache.rocketmq.tools.admin.api.BrokerOperatorResult;
import org.apache.rocketmq.tools.admin.common.AdminToolResult;
import org.apache.rocketmq.tools.admin.common.AdminToolsResultCodeEnum;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the engine's answers and says its failures in the exceptions that a method declares: the published methods
 * declare seven different sets of them. A failure that has no exception of its own there comes as the nearest one.
 */
final class AdminAnswers {
    private static final Logger log = LoggerFactory.getLogger(AdminAnswers.class);

    /** Questions to many servers end by their own times; this is far above them. */
    private static final long LONGEST_MILLIS = 300_000;

    private static final int TOPIC_NOT_EXIST = 17;
    private static final int CONSUMER_NOT_ONLINE = 206;
    private static final int BROADCAST_CONSUMPTION = 213;

    private AdminAnswers() {}

    /** A question that may take several answers. */
    interface Question<T> {
        T ask() throws Exception;
    }

    static <T> T answer(CompletionStage<T> stage)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
        return Waiting.get(stage, LONGEST_MILLIS);
    }

    static <T> T exactAnswer(CompletionStage<T> stage)
            throws MQClientException, MQBrokerException, RemotingConnectException, RemotingSendRequestException,
                    RemotingTimeoutException, InterruptedException {
        try {
            return answer(stage);
        } catch (RemotingConnectException | RemotingSendRequestException | RemotingTimeoutException e) {
            throw e;
        } catch (RemotingException e) {
            throw new MQClientException(e.getMessage(), e);
        }
    }

    /** Where no broker's refusal is declared it is the client's exception, with its code. */
    static <T> T remotingAnswer(CompletionStage<T> stage)
            throws MQClientException, RemotingException, InterruptedException {
        try {
            return answer(stage);
        } catch (MQBrokerException e) {
            throw new MQClientException(e.getResponseCode(), e.getErrorMessage(), e);
        }
    }

    static <T> T nameServerAnswer(CompletionStage<T> stage)
            throws MQClientException, RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    InterruptedException {
        try {
            return exactAnswer(stage);
        } catch (MQBrokerException e) {
            throw new MQClientException(e.getResponseCode(), e.getErrorMessage(), e);
        }
    }

    /** Where no exception of the client is declared it is a broker's, with its code. */
    static <T> T servedAnswer(CompletionStage<T> stage)
            throws RemotingException, MQBrokerException, InterruptedException {
        try {
            return answer(stage);
        } catch (MQClientException e) {
            throw asBrokers(e);
        }
    }

    static <T> T brokerAnswer(CompletionStage<T> stage)
            throws MQBrokerException, RemotingConnectException, RemotingSendRequestException, RemotingTimeoutException,
                    InterruptedException {
        try {
            return exactAnswer(stage);
        } catch (MQClientException e) {
            throw asBrokers(e);
        }
    }

    static <T> T clientAnswer(CompletionStage<T> stage) throws MQClientException {
        return Waiting.getOrClientException(stage, LONGEST_MILLIS, "the question was not answered");
    }

    /** For a method that declares nothing. */
    static void quietAnswer(CompletionStage<Void> stage) {
        try {
            clientAnswer(stage);
        } catch (MQClientException e) {
            log.warn("a setting of the NameServer could not be made: {}", e.getErrorMessage());
        }
    }

    private static MQBrokerException asBrokers(MQClientException e) {
        MQBrokerException other = new MQBrokerException(e.getResponseCode(), e.getErrorMessage());
        other.initCause(e);
        return other;
    }

    /** The answer, or why there is none, as a value. */
    @SuppressWarnings("unchecked") // the published factory methods are raw
    static <T> AdminToolResult<T> result(Question<T> question) {
        try {
            return AdminToolResult.success(question.ask());
        } catch (MQBrokerException e) {
            return AdminToolResult.failure(
                    code(e.getResponseCode(), AdminToolsResultCodeEnum.MQ_BROKER_ERROR), e.getMessage());
        } catch (MQClientException e) {
            return AdminToolResult.failure(
                    code(e.getResponseCode(), AdminToolsResultCodeEnum.MQ_CLIENT_ERROR), e.getMessage());
        } catch (RemotingException e) {
            return AdminToolResult.failure(AdminToolsResultCodeEnum.REMOTING_ERROR, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return AdminToolResult.failure(AdminToolsResultCodeEnum.INTERRUPT_ERROR, e.getMessage());
        } catch (Exception e) {
            return AdminToolResult.failure(AdminToolsResultCodeEnum.MQ_CLIENT_ERROR, e.getMessage());
        }
    }

    private static AdminToolsResultCodeEnum code(int code, AdminToolsResultCodeEnum otherwise) {
        return switch (code) {
            case TOPIC_NOT_EXIST -> AdminToolsResultCodeEnum.TOPIC_ROUTE_INFO_NOT_EXIST;
            case CONSUMER_NOT_ONLINE -> AdminToolsResultCodeEnum.CONSUMER_NOT_ONLINE;
            case BROADCAST_CONSUMPTION -> AdminToolsResultCodeEnum.BROADCAST_CONSUMPTION;
            default -> otherwise;
        };
    }

    /** Asks all of them at once and tells which have done it. */
    static BrokerOperatorResult each(Collection<String> addresses, Function<String, CompletionStage<Void>> order)
            throws InterruptedException, RemotingException, MQBrokerException, MQClientException {
        List<CompletionStage<ClientFailure>> asked = new ArrayList<>();
        for (String address : addresses) {
            asked.add(
                    order.apply(address).handle((done, end) -> end == null ? null : ClientFailure.of(end, address, 0)));
        }
        BrokerOperatorResult result = new BrokerOperatorResult();
        result.setSuccessList(new ArrayList<>());
        result.setFailureList(new ArrayList<>());
        int index = 0;
        for (String address : addresses) {
            ClientFailure failure = answer(asked.get(index++));
            (failure == null ? result.getSuccessList() : result.getFailureList()).add(address);
        }
        return result;
    }
}
