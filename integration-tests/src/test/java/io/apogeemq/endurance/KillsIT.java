package io.apogeemq.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.Places;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KillsIT {
    /** {@code -Dtest.jvm.options=-Dapogeemq.kills=100} for longer. */
    private static final int KILLS = Integer.getInteger("apogeemq.kills", 20);

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void whatever_was_confirmed_is_there_once_at_its_offset_after_every_kill() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (Cluster cluster = new Cluster(Places.empty("kills"), 1)
                        .brokerSetting("flushDiskType", random.nextBoolean() ? "SYNC_FLUSH" : "ASYNC_FLUSH")
                        .brokerSetting("mappedFileSizeCommitLog", String.valueOf(4 << 20))
                        .brokerSetting("flushIntervalConsumeQueue", "100")
                        .brokerSetting("flushConsumeQueueThoroughInterval", "300")
                        .brokerSetting("defaultTopicQueueNums", String.valueOf(MixedLoad.QUEUES_PER_TOPIC))
                        .start();
                MixedLoad load = new MixedLoad("Kills", cluster.nameServerAddresses(), random)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                load.confirmMore(1 + random.nextInt(1000));
                cluster.broker().kill();
                cluster.startBroker();
            }
            load.confirmMore(1);
            load.finish();

            assertThat(load.everything(cluster.nameServerAddresses(), "readers", load.confirmed()))
                    .as("seed " + seed)
                    .containsAllEntriesOf(load.confirmed());
            System.out.println(KILLS + " kills, " + load.confirmed().size() + " messages confirmed in "
                    + load.confirmed().values().stream()
                            .map(place -> place.substring(0, place.indexOf('@')))
                            .distinct()
                            .count()
                    + " queues, none lost or moved");
        }
    }
}
