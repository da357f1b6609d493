package io.apogeemq.client.core;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The NameServers of a client. One is asked as long as it answers; when it does not, the next one is, within the same
 * call (spec/remoting.md 11).
 */
@OwnedBy("the client's loop")
public final class NameServers {
    private static final Logger log = LoggerFactory.getLogger(NameServers.class);

    /** A NameServer that needs longer to answer is passed over when there is another one. */
    private static final long LEAST_MILLIS_EACH = 500;

    private final Loop loop;
    private final Caller caller;
    private final Random random;
    private volatile List<String> addresses = List.of();
    private int current;

    NameServers(Loop loop, Caller caller, Random random) {
        this.loop = loop;
        this.caller = caller;
        this.random = random;
    }

    /** The addresses as they are asked; empty when none is known. Any thread. */
    public List<String> addresses() {
        return addresses;
    }

    /** Takes over a list, {@code host:port;host:port}; the order is drawn, so that clients share the load. */
    void set(String text) {
        loop.assertInside();
        List<String> list = new ArrayList<>(Arrays.stream(text.split(";"))
                .map(String::trim)
                .filter(address -> !address.isEmpty())
                .toList());
        if (list.size() == addresses.size() && list.containsAll(addresses)) {
            return;
        }
        Collections.shuffle(list, random);
        addresses = List.copyOf(list);
        current = 0;
        log.info("NameServers are {}", addresses);
    }

    /**
     * Asks one of them; the next one only when it does not answer at all. On the loop.
     *
     * @return the answer; or a {@link ClientFailure}: the refusal, or that of the last one asked when none answers
     */
    CompletionStage<Answer> ask(Request request, long timeoutMillis) {
        loop.assertInside();
        List<String> list = addresses;
        if (list.isEmpty()) {
            return CompletableFuture.failedFuture(
                    ClientFailure.client(FailureCode.NO_NAME_SERVER, "No name server address, please set it."));
        }
        long each = Math.max(Math.min(timeoutMillis, LEAST_MILLIS_EACH), timeoutMillis / list.size());
        CompletableFuture<Answer> answered = new CompletableFuture<>();
        attempt(request, each, list, list.size(), answered);
        return answered;
    }

    private void attempt(
            Request request, long timeoutMillis, List<String> list, int left, CompletableFuture<Answer> answered) {
        int index = Math.floorMod(current, list.size());
        String address = list.get(index);
        caller.call(address, request, timeoutMillis)
                .whenCompleteAsync(
                        (answer, end) -> {
                            if (end == null) {
                                complete(answered, answer, address);
                                return;
                            }
                            passOver(index, list);
                            if (left > 1) {
                                log.info("NameServer {} does not answer ({}), asking the next", address, why(end));
                                attempt(request, timeoutMillis, list, left - 1, answered);
                            } else {
                                answered.completeExceptionally(
                                        noneAnswers(list, ClientFailure.of(end, address, timeoutMillis)));
                            }
                        },
                        loop);
    }

    private static void complete(CompletableFuture<Answer> answered, Answer answer, String address) {
        if (answer.isOk()) {
            answered.complete(answer);
        } else {
            answered.completeExceptionally(ClientFailure.refused(answer.code(), answer.remark(), address));
        }
    }

    private static ClientFailure noneAnswers(List<String> list, ClientFailure last) {
        return list.size() == 1
                ? last.withMessage("the NameServer does not answer: " + last.reason())
                : last.withMessage("none of the NameServers " + list + " answers; the last one: " + last.reason());
    }

    /** The next call begins with the next one, unless another call has moved on already. */
    private void passOver(int index, List<String> list) {
        if (addresses == list && Math.floorMod(current, list.size()) == index) {
            current = index + 1;
        }
    }

    private static String why(Throwable end) {
        Throwable cause = end instanceof CompletionException && end.getCause() != null ? end.getCause() : end;
        return String.valueOf(cause.getMessage());
    }
}
