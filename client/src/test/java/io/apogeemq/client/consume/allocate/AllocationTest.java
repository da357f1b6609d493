package io.apogeemq.client.consume.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.protocol.body.BrokerQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The check values of spec/client.md 29, and what must be true of any share-out. */
class AllocationTest {
    private static final List<BrokerQueue> TEN = queues("T", "b", 10);
    private static final List<String> FOUR = List.of("c0", "c1", "c2", "c3");

    @Test
    void avg_gives_runs_and_the_rest_to_the_first() {
        assertThat(shares(new EvenRuns(), TEN, FOUR))
                .containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6, 7), List.of(8, 9));
    }

    @Test
    void avg_leaves_members_without_a_queue_when_there_are_more_of_them() {
        assertThat(shares(new EvenRuns(), queues("T", "b", 2), FOUR))
                .containsExactly(List.of(0), List.of(1), List.of(), List.of());
    }

    @Test
    void avg_by_circle_deals_one_after_another() {
        assertThat(shares(new RoundRobin(), TEN, FOUR))
                .containsExactly(List.of(0, 4, 8), List.of(1, 5, 9), List.of(2, 6), List.of(3, 7));
    }

    @Test
    void consistent_hash_gives_what_every_other_implementation_gives() {
        assertThat(shares(new HashRing(), TEN, FOUR))
                .containsExactly(List.of(3, 4, 6), List.of(2, 9), List.of(0, 7, 8), List.of(1, 5));
    }

    @Test
    void a_configured_member_gets_its_queues_whatever_there_is() {
        List<BrokerQueue> two = TEN.subList(3, 5);
        assertThat(new FixedQueues(two).allocate("g", "nobody", List.of(), List.of()))
                .isEqualTo(two);
    }

    @Test
    void machine_room_takes_only_brokers_of_the_rooms_and_deals_the_rest_out() {
        List<BrokerQueue> queues = new ArrayList<>(queues("T", "far@b", 3));
        queues.addAll(queues("T", "near@b", 5));
        queues.addAll(queues("T", "near@b@c", 3));
        List<String> two = List.of("c0", "c1");
        OwnRooms rooms = new OwnRooms(Set.of("near"));

        assertThat(rooms.allocate("g", "c0", queues, two))
                .extracting(BrokerQueue::queueId)
                .containsExactly(0, 1, 4);
        assertThat(rooms.allocate("g", "c1", queues, two))
                .extracting(BrokerQueue::queueId)
                .containsExactly(2, 3);
    }

    @Test
    void nearby_shares_a_room_within_it_and_rooms_without_members_among_all() {
        List<BrokerQueue> queues = new ArrayList<>(queues("T", "r1-b", 4));
        queues.addAll(queues("T", "r2-b", 2));
        queues.addAll(queues("T", "r3-b", 4));
        List<String> members = List.of("r1-c0", "r1-c1", "r2-c0");
        NearestRoom nearest = new NearestRoom(new EvenRuns(), queue -> room(queue.brokerName()), AllocationTest::room);

        assertThat(nearest.name()).isEqualTo("MACHINE_ROOM_NEARBY-AVG");
        assertThat(nearest.allocate("g", "r1-c0", queues, members))
                .extracting(queue -> queue.brokerName() + queue.queueId())
                .containsExactly("r1-b0", "r1-b1", "r3-b0", "r3-b1");
        assertThat(nearest.allocate("g", "r2-c0", queues, members))
                .extracting(queue -> queue.brokerName() + queue.queueId())
                .containsExactly("r2-b0", "r2-b1", "r3-b3");
    }

    @Test
    void nearby_needs_to_know_every_room() {
        NearestRoom nearest = new NearestRoom(new EvenRuns(), queue -> null, member -> "r");
        assertThatThrownBy(() -> nearest.allocate("g", "c0", TEN, FOUR)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_queue_goes_to_exactly_one_member() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<BrokerQueue> queues = queues("T", "b", random.nextInt(1, 40));
            List<String> members = IntStream.range(0, random.nextInt(1, 12))
                    .mapToObj(i -> "member" + (char) ('a' + i))
                    .toList();
            for (AllocationStrategy strategy : List.of(new EvenRuns(), new RoundRobin(), new HashRing())) {
                List<BrokerQueue> all = members.stream()
                        .flatMap(member -> strategy.allocate("g", member, queues, members).stream())
                        .sorted()
                        .toList();
                assertThat(all).as("%s, seed %d", strategy.name(), seed).isEqualTo(queues);
            }
        }
    }

    @Test
    void a_stranger_gets_nothing() {
        for (AllocationStrategy strategy :
                List.of(new EvenRuns(), new RoundRobin(), new HashRing(), new OwnRooms(Set.of("b")))) {
            assertThat(strategy.allocate("g", "stranger", TEN, FOUR))
                    .as(strategy.name())
                    .isEmpty();
        }
    }

    private static List<List<Integer>> shares(
            AllocationStrategy strategy, List<BrokerQueue> queues, List<String> members) {
        return members.stream()
                .map(member -> strategy.allocate("g", member, queues, members).stream()
                        .map(BrokerQueue::queueId)
                        .toList())
                .toList();
    }

    private static List<BrokerQueue> queues(String topic, String broker, int count) {
        return IntStream.range(0, count)
                .mapToObj(id -> new BrokerQueue(broker, id, topic))
                .toList();
    }

    private static String room(String name) {
        return name.substring(0, 2);
    }
}
