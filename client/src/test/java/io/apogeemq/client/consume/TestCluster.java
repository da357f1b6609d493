package io.apogeemq.client.consume;

import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.client.consume.calls.PullOrder;
import io.apogeemq.client.consume.calls.Pulled;
import io.apogeemq.client.consume.calls.Pulled.Outcome;
import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.simulation.Simulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Brokers as a consumer sees them: queues in memory, group members, offsets, locks, held pulls. Every call takes simulated
 * time, and fails with the given probability before or after it was done.
 */
final class TestCluster {
    final TreeMap<BrokerQueue, List<ReceivedMessage>> queues = new TreeMap<>();
    final Map<BrokerQueue, Long> firstOffsets = new HashMap<>();
    final Map<String, Map<BrokerQueue, Long>> committed = new HashMap<>();
    final Map<String, TreeMap<String, GroupMember>> members = new HashMap<>();
    private final Map<BrokerQueue, Lock> locks = new HashMap<>();
    final List<BrokerCalls.SendBack> sentBack = new ArrayList<>();
    final List<BrokerCalls.RetryCopy> copies = new ArrayList<>();
    final Set<BrokerQueue> unreadable = new HashSet<>();
    int pulls;
    int failPercent;
    boolean refuseSendBack;
    boolean refuseCopies;

    /** How many answers to pulls, and how many looks at a route, are such that the consumer's own code fails at them. */
    int brokenAnswers;

    int brokenRoutes;
    private final Map<BrokerQueue, List<Runnable>> held = new HashMap<>();
    private final Simulation simulation;
    private final Loop loop;

    private record Lock(String clientId, long untilMillis) {}

    TestCluster(Simulation simulation) {
        this.simulation = simulation;
        this.loop = simulation.process("cluster").loop("control");
    }

    void topic(String name, String broker, int count) {
        for (int id = 0; id < count; id++) {
            queues.put(new BrokerQueue(broker, id, name), new ArrayList<>());
        }
    }

    /** Appends a message and wakes the pulls that wait for it. */
    void send(BrokerQueue queue, String body, Map<String, String> properties) {
        List<ReceivedMessage> messages = queues.get(queue);
        messages.add(Messages.message(queue, first(queue) + messages.size(), body, properties));
        List<Runnable> waiting = held.remove(queue);
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }

    void send(BrokerQueue queue, String body) {
        send(queue, body, Map.of());
    }

    long end(BrokerQueue queue) {
        return first(queue) + queues.get(queue).size();
    }

    long first(BrokerQueue queue) {
        return firstOffsets.getOrDefault(queue, 0L);
    }

    long committed(String group, BrokerQueue queue) {
        return committed.getOrDefault(group, Map.of()).getOrDefault(queue, -1L);
    }

    /** The broker forgot whose the lock was, and somebody else came first. */
    void giveLock(BrokerQueue queue, String clientId) {
        locks.put(queue, new Lock(clientId, simulation.clock().millis() + 3_600_000));
    }

    void freeLock(BrokerQueue queue) {
        locks.remove(queue);
    }

    void notifyMembers(String group) {
        for (GroupMember member :
                new ArrayList<>(members.getOrDefault(group, new TreeMap<>()).values())) {
            member.wake();
        }
    }

    void commit(String group, BrokerQueue queue, long offset) {
        committed.computeIfAbsent(group, name -> new HashMap<>()).put(queue, offset);
    }

    /** Somebody of this client id asks. */
    BrokerCalls calls(String clientId, Supplier<GroupMember> self, String group) {
        return new Calls(clientId, self, group);
    }

    private final class Calls implements BrokerCalls {
        private final String clientId;
        private final Supplier<GroupMember> self;
        private final String group;
        private boolean gone;
        private long lastArrival;

        Calls(String clientId, Supplier<GroupMember> self, String group) {
            this.clientId = clientId;
            this.self = self;
            this.group = group;
            loop.schedule(30_000, this::beat);
        }

        /** The client instance's own heartbeat. */
        private void beat() {
            if (!gone && self.get() != null) {
                heartbeat();
                loop.schedule(30_000, this::beat);
            }
        }

        @Override
        public List<BrokerQueue> readableQueues(String topic) {
            if (brokenRoutes > 0) {
                brokenRoutes--;
                throw new IllegalStateException("a broken route, as the test wants");
            }
            return queues.keySet().stream()
                    .filter(queue -> queue.topic().equals(topic))
                    .toList();
        }

        @Override
        public CompletionStage<Void> refreshRoute(String topic) {
            return call(() -> null);
        }

        @Override
        public CompletionStage<List<String>> members(String askedGroup, String topic) {
            return call(() -> List.copyOf(
                    members.getOrDefault(askedGroup, new TreeMap<>()).descendingKeySet()));
        }

        @Override
        public CompletionStage<Pulled> pull(PullOrder order) {
            pulls++;
            CompletableFuture<Pulled> answer = new CompletableFuture<>();
            loop.schedule(arrival(), () -> {
                if (order.commitOffset().isPresent()) {
                    commit(order.group(), order.queue(), order.commitOffset().getAsLong());
                }
                if (fails()) {
                    loop.schedule(delay(), () -> answer.completeExceptionally(failure("pull")));
                } else {
                    answerPull(order, answer, true);
                }
            });
            return answer;
        }

        private void answerPull(PullOrder order, CompletableFuture<Pulled> answer, boolean mayWait) {
            BrokerQueue queue = order.queue();
            long from = order.fromOffset();
            long first = first(queue);
            long end = end(queue);
            if (from < first || from > end) {
                reply(answer, new Pulled(Outcome.OFFSET_OUTSIDE, from < first ? first : end, first, end, List.of()));
            } else if (from == end) {
                if (mayWait) {
                    held.computeIfAbsent(queue, name -> new ArrayList<>()).add(() -> answerPull(order, answer, false));
                    loop.schedule(order.terms().holdMillis(), () -> answerPull(order, answer, false));
                } else {
                    reply(answer, new Pulled(Outcome.NOTHING_NEW, from, first, end, List.of()));
                }
            } else {
                List<ReceivedMessage> found = new ArrayList<>();
                for (long at = from; at < end && found.size() < order.maxCount(); at++) {
                    // a copy: each consumer decodes bytes of its own
                    found.add(new ReceivedMessage(
                            queues.get(queue).get((int) (at - first)).stored()));
                }
                long next = from + found.size();
                if (brokenAnswers > 0) {
                    brokenAnswers--;
                    found.set(found.size() - 1, null);
                }
                reply(answer, new Pulled(Outcome.FOUND, next, first, end, found));
            }
        }

        private void reply(CompletableFuture<Pulled> answer, Pulled value) {
            loop.schedule(delay(), () -> answer.complete(value));
        }

        @Override
        public CompletionStage<OptionalLong> committedOffset(String askedGroup, BrokerQueue queue) {
            return call(() -> {
                long offset = committed(askedGroup, queue);
                return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
            });
        }

        @Override
        public CompletionStage<Void> commitOffset(
                String askedGroup, BrokerQueue queue, long offset, Delivery delivery) {
            return call(() -> {
                commit(askedGroup, queue, offset);
                return null;
            });
        }

        @Override
        public CompletionStage<Long> maxOffset(BrokerQueue queue) {
            return call(() -> end(queue));
        }

        @Override
        public CompletionStage<Long> offsetByTime(BrokerQueue queue, long millis) {
            return call(() -> first(queue) + queues.get(queue).size() / 2);
        }

        @Override
        public CompletionStage<Set<BrokerQueue>> lock(String askedGroup, String brokerName, Set<BrokerQueue> wanted) {
            return call(() -> {
                Set<BrokerQueue> ours = new TreeSet<>();
                for (BrokerQueue queue : wanted) {
                    long now = simulation.clock().millis();
                    Lock lock = locks.get(queue);
                    if (lock == null || lock.untilMillis < now || lock.clientId.equals(clientId)) {
                        locks.put(queue, new Lock(clientId, now + 60_000));
                        ours.add(queue);
                    }
                }
                return ours;
            });
        }

        @Override
        public CompletionStage<Void> unlock(
                String askedGroup, String brokerName, Set<BrokerQueue> given, Delivery delivery) {
            return call(() -> {
                given.forEach(queue ->
                        locks.computeIfPresent(queue, (name, lock) -> lock.clientId.equals(clientId) ? null : lock));
                return null;
            });
        }

        @Override
        public CompletionStage<Void> sendBack(SendBack order) {
            if (refuseSendBack) {
                return CompletableFuture.failedStage(failure("send back"));
            }
            return call(() -> {
                sentBack.add(order);
                return null;
            });
        }

        @Override
        public CompletionStage<Void> sendToRetryTopic(RetryCopy copy) {
            if (refuseCopies) {
                return CompletableFuture.failedStage(failure("copy"));
            }
            return call(() -> {
                copies.add(copy);
                return null;
            });
        }

        @Override
        public CompletionStage<Void> checkSubscription(String askedGroup, Subscription subscription) {
            return subscription.text().contains(">>>")
                    ? CompletableFuture.failedStage(ClientFailure.refused(23, "bad SQL", "b"))
                    : call(() -> null);
        }

        @Override
        public CompletionStage<Void> heartbeat() {
            return call(() -> {
                if (gone) {
                    return null;
                }
                if (members.computeIfAbsent(group, name -> new TreeMap<>()).put(clientId, self.get()) == null) {
                    notifyMembers(group);
                }
                return null;
            });
        }

        @Override
        public CompletionStage<Void> unregister(String askedGroup) {
            gone = true;
            CompletableFuture<Void> done = new CompletableFuture<>();
            loop.schedule(arrival(), () -> {
                members.getOrDefault(askedGroup, new TreeMap<>()).remove(clientId);
                notifyMembers(askedGroup);
                done.complete(null);
            });
            return done;
        }

        /** In how long the next request arrives: never before one that was sent earlier, as on one connection. */
        private long arrival() {
            long now = simulation.clock().millis();
            lastArrival = Math.max(lastArrival, now + delay());
            return lastArrival - now;
        }

        private <T> CompletionStage<T> call(Supplier<T> task) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            loop.schedule(arrival(), () -> {
                boolean failed = fails();
                // an answer may get lost after the work was done, as well as the question before
                boolean done = !failed || simulation.random().nextBoolean();
                T value = done ? task.get() : null;
                loop.schedule(delay(), () -> {
                    if (failed) {
                        answer.completeExceptionally(failure("call"));
                    } else {
                        answer.complete(value);
                    }
                });
            });
            return answer;
        }
    }

    private boolean fails() {
        return simulation.random().nextInt(100) < failPercent;
    }

    private long delay() {
        return simulation.random().nextInt(10) == 0 ? simulation.random().nextInt(50) : 1;
    }

    private static ClientFailure failure(String what) {
        return ClientFailure.client(what + " failed, as the test wants");
    }
}
