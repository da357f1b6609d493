package io.apogeemq.client.admin;

import io.apogeemq.client.core.Caller;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.FailureCode;
import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.BodyCodec;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.BadHeader;
import io.apogeemq.protocol.header.HeaderCodec;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One question of an administrator at a time: to a broker, or to whichever NameServer answers. Stages end with what was
 * answered, or with a {@link ClientFailure}; an answer that cannot be read is one too. Any thread.
 */
public final class AdminCalls {
    private final ClientInstance instance;
    private final long timeoutMillis;

    /** Asks through that instance and waits that long for each answer. */
    public AdminCalls(ClientInstance instance, long timeoutMillis) {
        this.instance = instance;
        this.timeoutMillis = timeoutMillis;
    }

    /** The same with another time. */
    public AdminCalls within(long millis) {
        return new AdminCalls(instance, millis);
    }

    CompletionStage<Answer> ask(String address, int code) {
        return ask(address, Request.of(code));
    }

    <H> CompletionStage<Answer> ask(String address, int code, HeaderCodec<H> codec, H header) {
        return ask(address, Request.of(code, codec, header));
    }

    CompletionStage<Answer> ask(String address, Request request) {
        return instance.caller().ask(Caller.port(address, instance.settings().vipChannel()), request, timeoutMillis);
    }

    /** As {@link #ask}, at a NameServer or controller, which have no second port. */
    CompletionStage<Answer> askAt(String address, Request request) {
        return instance.caller().ask(address, request, timeoutMillis);
    }

    /** Asks one NameServer after the other until one answers, be it with a refusal. */
    CompletionStage<Answer> askNameServer(Request request) {
        List<String> addresses = instance.nameServers().addresses();
        if (addresses.isEmpty()) {
            return CompletableFuture.failedFuture(
                    ClientFailure.client(FailureCode.NO_NAME_SERVER, "No name server address, please set it."));
        }
        return askOneOf(addresses, 0, request);
    }

    private CompletionStage<Answer> askOneOf(List<String> addresses, int index, Request request) {
        return instance.caller()
                .call(addresses.get(index), request, timeoutMillis)
                .handle((answer, end) -> {
                    if (end == null && answer.isOk()) {
                        return CompletableFuture.completedStage(answer);
                    }
                    if (end == null) {
                        return CompletableFuture.<Answer>failedStage(
                                ClientFailure.refused(answer.code(), answer.remark(), addresses.get(index)));
                    }
                    return index + 1 < addresses.size()
                            ? askOneOf(addresses, index + 1, request)
                            : CompletableFuture.<Answer>failedStage(end);
                })
                .thenCompose(stage -> stage);
    }

    static <B> Function<Answer, B> body(int code, BodyCodec<B> codec) {
        return answer -> read(code, () -> codec.read(answer.body()));
    }

    /** Null when the answer has no body, which is how some say that there is nothing. */
    static <B> Function<Answer, @Nullable B> bodyOrNothing(int code, BodyCodec<B> codec) {
        return answer -> answer.body().length == 0 ? null : read(code, () -> codec.read(answer.body()));
    }

    static <B> Function<Answer, List<B>> bodies(int code, BodyCodec<B> codec) {
        return answer -> answer.body().length == 0 ? List.of() : read(code, () -> codec.readList(answer.body()));
    }

    static <H> Function<Answer, H> header(int code, HeaderCodec<H> codec) {
        return answer -> read(code, () -> answer.header(codec));
    }

    static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Lines {@code name=value}, as servers take and give their settings. */
    static byte[] lines(Map<String, String> settings) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(settings)
                .forEach((name, value) ->
                        lines.append(name).append('=').append(value).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T read(int code, Reading<T> reading) {
        try {
            return reading.read();
        } catch (BadBody | BadHeader e) {
            throw new CompletionException(ClientFailure.client(
                    ClientFailure.NO_CODE,
                    "the answer to " + RequestCode.name(code) + " cannot be read: " + e.getMessage(),
                    e));
        }
    }
}
