package io.apogeemq.broker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.settings.BadSettings;
import io.apogeemq.settings.Environment;
import io.apogeemq.settings.PropertyText;
import io.apogeemq.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionSettingsTest {
    private static RetentionSettings of(String text) throws BadSettings {
        return BrokerSettings.of(Given.text(text)).retention();
    }

    private static Settings with(Map<String, String> diskRatios) throws BadSettings {
        Environment environment =
                new Environment("/opt/mq", "", "/home/mq", () -> "host", "10.0.0.5", 2, "", Map.of(), diskRatios);
        return BrokerKeys.TABLE.read(PropertyText.ofText(""), environment, "the test");
    }

    @Test
    void hours_may_be_several() throws BadSettings {
        assertThat(of("deleteWhen=04;13;0").hours()).containsExactlyInAnyOrder(4, 13, 0);
        assertThatThrownBy(() -> of("deleteWhen=24")).hasMessageContaining("deleteWhen");
    }

    @Test
    void a_disk_is_the_brokers_own_unless_several_share_it() throws BadSettings {
        assertThat(of("").ownShare()).isEqualTo(1);
        assertThat(of("replicasPerDiskPartition=4").ownShare()).isEqualTo(0.2);
    }

    @Test
    void a_system_property_wins_over_the_file_and_is_kept_within_the_same_bounds() throws BadSettings {
        Settings settings = with(Map.of(
                "rocketmq.broker.diskSpaceCleanForciblyRatio", "0.5",
                "rocketmq.broker.diskSpaceWarningLevelRatio", "0.99"));

        assertThat(BrokerSettings.of(settings).retention().anyFromPercent()).isEqualTo(50);
        assertThat(BrokerSettings.of(settings).retention().refusedFromPercent()).isEqualTo(90);
        assertThat(settings.warnings())
                .containsExactly("-Drocketmq.broker.diskSpaceWarningLevelRatio=0.99 is used as 0.9: it is kept between"
                        + " 35 and 90 percent");
    }

    @Test
    void a_system_property_that_is_no_number_stops_the_start() {
        assertThatThrownBy(() -> with(Map.of("rocketmq.broker.diskSpaceWarningLevelRatio", "most")))
                .hasMessageContaining("is no number");
    }
}
