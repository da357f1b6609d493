package io.apogeemq.namesrv;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.body.BrokerRecord;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.QueueRoute;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicRoute;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.protocol.header.RegisterBrokerAnswer;
import io.apogeemq.protocol.header.RegisterBrokerRequest;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.simulation.LogLines;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of spec/requests.md, REGISTER_BROKER and its neighbours, without a network. */
class RouteTableTest {
    private static final String A0 = "10.0.0.1:10911";
    private static final String A1 = "10.0.0.2:10911";

    private final Simulation simulation = new Simulation(1);
    private final SimulatedProcess process = simulation.process("namesrv");
    private final Loop control = process.loop("control");
    private final List<String> changedRoutes = new ArrayList<>();
    private final List<MinBrokerChange> minChanges = new ArrayList<>();
    private String properties = "";
    private final RouteTable table =
            new RouteTable(control, simulation.clock(), () -> TestSettings.of(properties), new RouteTable.Listener() {
                @Override
                public void onRouteChanged(String topic) {
                    changedRoutes.add(topic);
                }

                @Override
                public void onMinBrokerChanged(MinBrokerChange change) {
                    minChanges.add(change);
                }
            });
    private final RouteReader routes = new RouteReader(table, () -> TestSettings.of(properties));

    @Test
    void a_topic_lies_where_its_leader_says() {
        register(leader(), topics(1, "A", "B"));

        assertThat(route("A"))
                .isEqualTo(new TopicRoute(
                        List.of(new BrokerRecord(Map.of(0L, A0), "broker-a", "c1", false, null)),
                        Map.of(),
                        null,
                        List.of(new QueueRoute("broker-a", 6, 4, 0, 4)),
                        null));
        assertThat(route("C")).isNull();
        assertThat(on(() -> routes.topics().topics())).containsExactly("A", "B");
        assertThat(on(() -> routes.clusters().clusters().get("c1"))).containsExactly("broker-a");
    }

    @Test
    void two_brokers_of_one_name_and_id_are_named_once() {
        try (LogLines lines = new LogLines(RouteTable.class)) {
            register(leader(), topics(1, "A", "B"));
            register(other("broker-a", A1), topics(1, "A", "B"));
            assertThat(lines.all()).as("it may have moved").isEmpty();
            for (int i = 0; i < 5; i++) {
                register(leader(), topics(1, "A", "B"));
                register(other("broker-a", A1), topics(1, "A", "B"));
            }
            assertThat(lines.all()).singleElement().asString().contains(A0, A1, "broker-a/0");
        }
    }

    @Test
    void a_follower_is_told_where_its_leader_is_while_that_one_is_alive() {
        assertThat(register(follower(), topics(1, "A", "B"))).isEqualTo(new RegisterBrokerAnswer(null, null));
        assertThat(route("A")).as("an old follower's topics say nothing").isNull();

        register(leader(), topics(1, "A", "B"));
        assertThat(register(follower(), topics(1, "A", "B"))).isEqualTo(new RegisterBrokerAnswer("ha-" + A0, A0));
        assertThat(addresses("A")).isEqualTo(Map.of(0L, A0, 1L, A1));

        unregister(A0);
        assertThat(register(follower(), topics(1, "A", "B"))).isEqualTo(new RegisterBrokerAnswer(null, null));
        assertThat(addresses("A"))
                .as("the topic is still read from the follower")
                .isEqualTo(Map.of(1L, A1));
    }

    @Test
    void an_unchanged_version_changes_no_topic_but_brings_back_what_is_missing() {
        register(leader(), topics(1, "A", "B"));
        on(() -> table.changeWritable("broker-a", false));
        on(() -> {
            table.removeTopic("B", null);
            return true;
        });
        changedRoutes.clear();

        register(leader(), topics(1, "A", "B"));

        assertThat(changedRoutes).containsExactly("B");
        assertThat(perm("A")).as("wiped until the broker's version changes").isEqualTo(Perm.READ);
        assertThat(perm("B")).isEqualTo(Perm.READ_WRITE);

        register(leader(), topics(2, "A", "B"));
        assertThat(perm("A")).isEqualTo(Perm.READ_WRITE);
    }

    @Test
    void one_topic_by_itself_is_a_change_and_takes_nothing_away() {
        assertThat(register(leader(), topics(1, "A")))
                .as("the rest of it isn't known here")
                .isNull();
        assertThat(on(() -> routes.clusters().clusters())).isEmpty();

        register(leader(), topics(1, "A", "B"));
        register(leader(), topics(2, "C"));

        assertThat(on(() -> routes.topics().topics())).containsExactly("A", "B", "C");
    }

    @Test
    void topics_that_a_registration_leaves_out_go_if_that_is_wanted() {
        properties = "deleteTopicWithBrokerRegistration=true";
        register(leader(), topics(1, "A", "B", "C"));
        register(leader(), topics(2, "D"));
        assertThat(on(() -> routes.topics().topics())).containsExactly("A", "B", "C", "D");

        register(leader(), topics(3, "A", "D"));

        assertThat(on(() -> routes.topics().topics())).containsExactly("A", "D");
        assertThat(changedRoutes).contains("B", "C");
    }

    @Test
    void a_follower_that_becomes_leader_gives_up_its_old_id() {
        register(leader(), topics(1, "A", "B"));
        register(follower(), topics(1, "A", "B"));
        unregister(A0);

        register(
                new RegisterBrokerRequest("broker-a", A1, "c1", "ha-" + A1, 0, null, null, false, 0, null),
                topics(1, "A", "B"));

        assertThat(addresses("A")).isEqualTo(Map.of(0L, A1));
    }

    @Test
    void of_two_that_claim_one_id_the_one_with_the_newer_state_stays() {
        register(
                leader(),
                new TopicTableBody(
                        new DataVersion(1, 5, 1), null, topics(1, "A", "B").topics(), null, null));

        RegisterBrokerRequest other =
                new RegisterBrokerRequest("broker-a", "10.0.0.9:10911", "c1", "ha", 0, null, null, false, 0, null);
        register(other, topics(9, "A", "B"));
        assertThat(addresses("A")).isEqualTo(Map.of(0L, A0));

        register(
                other,
                new TopicTableBody(
                        new DataVersion(1, 6, 1), null, topics(1, "A", "B").topics(), null, null));
        assertThat(addresses("A")).isEqualTo(Map.of(0L, "10.0.0.9:10911"));
        unregister(A0);
        assertThat(addresses("A")).as("who lost the id can't take it away").isEqualTo(Map.of(0L, "10.0.0.9:10911"));
    }

    @Test
    void the_last_process_takes_the_broker_and_its_topics_along() {
        register(leader(), topics(1, "A", "B"));
        register(other("broker-b", "10.0.1.1:10911"), topics(1, "B", "C"));

        unregister(A0);

        assertThat(route("A")).isNull();
        assertThat(on(() -> routes.topics().topics())).containsExactly("B", "C");
        assertThat(on(() -> routes.clusters().clusters())).isEqualTo(Map.of("c1", Set.of("broker-b")));
        assertThat(addresses("B")).isEqualTo(Map.of(0L, "10.0.1.1:10911"));
    }

    @Test
    void without_a_leader_the_stand_in_serves_reads_as_a_leader() {
        properties = "supportActingMaster=true\nnotifyMinBrokerIdChanged=true";
        register(acting(0, A0), topics(1, "A", "B"));
        register(acting(1, A1), topics(1, "A", "B"));
        register(acting(2, "10.0.0.3:10911"), topics(1, "A", "B", "X"));
        assertThat(route("X")).as("only the smallest id's topics count").isNull();
        minChanges.clear();

        unregister(A0);

        assertThat(perm("A")).isEqualTo(Perm.READ);
        assertThat(addresses("A")).isEqualTo(Map.of(0L, A1, 2L, "10.0.0.3:10911"));
        assertThat(on(() -> routes.members("c1", "broker-a").addresses()))
                .as("its fellows see the ids as they are")
                .isEqualTo(Map.of(1L, A1, 2L, "10.0.0.3:10911"));
        assertThat(minChanges)
                .containsExactly(new MinBrokerChange("broker-a", 1, A1, A0, "ha-" + A1, List.of(A1, "10.0.0.3:10911")));

        register(acting(1, A1), topics(2, "A", "B", "N"));
        assertThat(perm("N")).as("a stand-in's topics are read-only").isEqualTo(Perm.READ);

        register(acting(0, A0), topics(3, "A", "B", "N"));
        assertThat(perm("N")).isEqualTo(Perm.READ_WRITE);
        assertThat(addresses("A")).isEqualTo(Map.of(0L, A0, 1L, A1, 2L, "10.0.0.3:10911"));
        assertThat(minChanges.get(1))
                .isEqualTo(new MinBrokerChange("broker-a", 0, A0, null, "ha-" + A0, List.of(A1, "10.0.0.3:10911")));
    }

    @Test
    void a_closed_connection_removes_what_registered_over_it_and_not_elsewhere_since() {
        Link first = new Link("first");
        Link second = new Link("second");
        register(leader(), topics(1, "A", "B"), first);
        register(other("broker-b", "10.0.1.1:10911"), topics(1, "A", "B"), first);
        register(leader(), topics(1, "A", "B"), second);

        on(() -> {
            table.linkClosed(first);
            return true;
        });

        assertThat(on(() -> routes.clusters().brokers())).containsOnlyKeys("broker-a");
    }

    @Test
    void a_silent_broker_goes_after_its_own_time() {
        Link quick = new Link("quick");
        Link slow = new Link("slow");
        register(
                new RegisterBrokerRequest("broker-a", A0, "c1", "ha", 0, 10_000L, null, false, 0, null),
                topics(1, "A", "B"),
                quick);
        register(other("broker-b", "10.0.1.1:10911"), topics(1, "A", "B"), slow);

        simulation.runFor(9_000);
        scan();
        assertThat(on(() -> routes.clusters().brokers())).hasSize(2);
        on(() -> {
            table.heard("c1", A0);
            return true;
        });
        simulation.runFor(9_000);
        scan();
        assertThat(on(() -> routes.clusters().brokers())).hasSize(2);

        simulation.runFor(2_000);
        scan();
        assertThat(on(() -> routes.clusters().brokers())).containsOnlyKeys("broker-b");
        assertThat(quick.closed.get()).contains("broker-a/0").contains("silent for");

        simulation.runFor(101_000);
        scan();
        assertThat(on(() -> routes.clusters().brokers())).isEmpty();
        assertThat(slow.closed.get()).isNotNull();
    }

    @Test
    void brokers_of_another_zone_are_left_out_of_a_route_if_they_have_a_leader() {
        register(
                new RegisterBrokerRequest("broker-a", A0, "c1", "ha", 0, null, null, false, 0, "Z1"),
                topics(1, "A", "B"));
        register(
                new RegisterBrokerRequest("broker-b", "b:1", "c1", "ha", 0, null, null, false, 0, "z2"),
                topics(1, "A", "B"));
        register(
                new RegisterBrokerRequest("broker-c", "c:1", "c1", "ha", 0, null, null, false, 0, null),
                topics(1, "A", "B"));

        TopicRoute near = RouteReader.within("Z2", Objects.requireNonNull(route("A")));

        assertThat(near.brokers()).extracting(BrokerRecord::name).containsExactly("broker-b");
        assertThat(near.queues()).extracting(QueueRoute::brokerName).containsExactly("broker-b");
    }

    @Test
    void a_topic_told_by_itself_lies_on_known_brokers_only() {
        register(leader(), topics(1, "A", "B"));
        on(() -> {
            table.putQueues(
                    "S", List.of(new QueueRoute("broker-a", 6, 2, 0, 2), new QueueRoute("broker-x", 6, 2, 0, 2)));
            return true;
        });

        assertThat(Objects.requireNonNull(route("S")).queues()).containsExactly(new QueueRoute("broker-a", 6, 2, 0, 2));
    }

    @Test
    void a_topic_is_forgotten_in_one_cluster_or_everywhere() {
        register(leader(), topics(1, "A", "B"));
        register(
                new RegisterBrokerRequest("broker-z", "z:1", "c2", "ha", 0, null, null, false, 0, null),
                topics(1, "A", "B"));

        on(() -> {
            table.removeTopic("A", "c2");
            table.removeTopic("B", null);
            return true;
        });

        assertThat(Objects.requireNonNull(route("A")).queues())
                .extracting(QueueRoute::brokerName)
                .containsExactly("broker-a");
        assertThat(route("B")).isNull();
        assertThat(on(() -> routes.topicsIn("c2").topics())).isEmpty();
        assertThat(on(() -> routes.topicsIn("c1").topics())).containsExactly("A");
        assertThat(on(() -> routes.systemTopics().topics())).containsExactly("c1", "broker-a", "c2", "broker-z");
    }

    @Test
    void what_does_not_fit_is_refused_and_what_was_there_stays() {
        properties = "tableMostBytes=20000";
        assertThat(register(leader(), topics(1, "A", "B"))).isNotNull();

        String[] many = new String[100];
        for (int i = 0; i < many.length; i++) {
            many[i] = "T" + i;
        }
        Refusal refusal = refused(leader(), topics(2, many));
        assertThat(refusal.remark())
                .startsWith("register broker failed: the tables of this name server take ")
                .contains("may take 20000")
                .endsWith("or a larger tableMostBytes");
        assertThat(route("A")).isNotNull();
        assertThat(route("T0")).isNull();
        assertThat(refused(other("broker-b", A1), topics(1, many)).remark()).contains("may take 20000");
        assertThat(on(() -> routes.clusters().clusters().get("c1"))).containsExactly("broker-a");
        assertThat(on(() -> table.putQueues("x".repeat(20_000), List.of(new QueueRoute("broker-a", 6, 4, 0, 4)))))
                .isPresent();

        // a refused registration is a sign of life too
        simulation.runFor(100_000);
        refused(leader(), topics(3, many));
        simulation.runFor(100_000);
        scan();
        assertThat(route("A")).isNotNull();
    }

    @Test
    void whatever_comes_and_goes_gives_back_its_room() {
        properties = "tableMostBytes=20000";
        for (int i = 0; i < 200; i++) {
            assertThat(register(other("broker-" + i, A0), topics(1, "A" + i, "B" + i)))
                    .as("at one address, under one name after the other")
                    .isNotNull();
            assertThat(on(() -> routes.topics().topics())).hasSize(2);
        }
        for (int i = 0; i < 200; i++) {
            String name = "broker" + i;
            Link link = new Link("link");
            assertThat(register(other(name, A1), topics(1, "A" + i, "B" + i), link))
                    .isNotNull();
            on(() -> {
                table.removeTopic(name, null);
                table.unregister("c1", "somebody else", A1, "test");
                table.linkClosed(link);
                return true;
            });
        }
        assertThat(on(() -> routes.topics().topics())).containsExactly("A199", "B199");
        assertThat(on(() -> routes.clusters().clusters().get("c1"))).containsExactly("broker-199");
    }

    @Test
    void names_that_nobody_could_read_are_refused() {
        for (String bad : new String[] {"", "a\nb", "x".repeat(256)}) {
            assertThat(refused(other(bad, A0), topics(1, "A", "B")).remark()).contains("The specified broker name");
            assertThat(refused(other("broker-a", bad), topics(1, "A", "B")).remark())
                    .contains("The specified broker address");
        }
        assertThat(on(() -> routes.clusters().clusters())).isEmpty();
    }

    private Refusal refused(RegisterBrokerRequest request, TopicTableBody topics) {
        return Objects.requireNonNull(
                on(() -> table.register(request, topics, new Link("link"))).refusal());
    }

    private static final class Link implements BrokerLink {
        private final String name;
        private final AtomicReference<@Nullable String> closed = new AtomicReference<>();

        Link(String name) {
            this.name = name;
        }

        @Override
        public void close(String why) {
            closed.set(why);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static RegisterBrokerRequest leader() {
        return other("broker-a", A0);
    }

    private static RegisterBrokerRequest follower() {
        return new RegisterBrokerRequest("broker-a", A1, "c1", "ha-" + A1, 1, null, null, false, 0, null);
    }

    private static RegisterBrokerRequest other(String name, String address) {
        return new RegisterBrokerRequest(name, address, "c1", "ha-" + address, 0, null, null, false, 0, null);
    }

    private static RegisterBrokerRequest acting(long id, String address) {
        return new RegisterBrokerRequest("broker-a", address, "c1", "ha-" + address, id, null, true, false, 0, null);
    }

    private static TopicTableBody topics(long version, String... names) {
        Map<String, TopicRecord> topics = new LinkedHashMap<>();
        for (String name : names) {
            topics.put(name, TopicRecord.of(name, 4, Perm.READ_WRITE));
        }
        return TopicTableBody.of(new DataVersion(version, 0, version), topics);
    }

    private @Nullable RegisterBrokerAnswer register(RegisterBrokerRequest request, TopicTableBody topics) {
        return register(request, topics, new Link(request.brokerAddress()));
    }

    private @Nullable RegisterBrokerAnswer register(
            RegisterBrokerRequest request, TopicTableBody topics, BrokerLink link) {
        return on(() -> table.register(request, topics, link)).answer();
    }

    private void unregister(String address) {
        on(() -> {
            table.unregister("c1", "broker-a", address, "test");
            return true;
        });
    }

    private void scan() {
        on(() -> {
            table.removeSilent();
            return true;
        });
    }

    private @Nullable TopicRoute route(String topic) {
        return on(() -> Optional.ofNullable(routes.find(topic))).orElse(null);
    }

    private Map<Long, String> addresses(String topic) {
        return Objects.requireNonNull(route(topic)).brokers().get(0).addresses();
    }

    private int perm(String topic) {
        return Objects.requireNonNull(route(topic)).queues().get(0).perm();
    }

    private <T> T on(Supplier<T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        control.execute(() -> result.set(work.get()));
        simulation.runUntil("a turn of control", 1000, () -> result.get() != null);
        return result.get();
    }
}
