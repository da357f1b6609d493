package io.apogeemq.namesrv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.settings.BadSettings;
import io.apogeemq.settings.Environment;
import io.apogeemq.settings.LiveSettings;
import io.apogeemq.settings.LiveSettings.Cause;
import io.apogeemq.settings.LiveSettings.Changed;
import io.apogeemq.settings.LiveSettings.Refused;
import io.apogeemq.settings.PropertyText;
import io.apogeemq.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameServerSettingsTest {
    @Test
    void the_defaults_are_rocketmqs() throws BadSettings {
        NameServerSettings settings = NameServerSettings.of(read("", ""));

        assertThat(settings.network().listenPort()).isEqualTo(9876);
        assertThat(settings.network().bindAddress()).isEqualTo("0.0.0.0");
        assertThat(settings.kvConfigPath()).isEqualTo(Path.of("/home/rocketmq/namesrv/kvConfig.json"));
        assertThat(settings.configStorePath()).isEqualTo(Path.of("/home/rocketmq/namesrv/namesrv.properties"));
        assertThat(settings.blackList())
                .containsExactlyInAnyOrder("configBlackList", "configStorePath", "kvConfigPath", "rocketmqHome");
        assertThat(settings.network().backlog()).isEqualTo(1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.9.8-rewritten-namesrv.properties", "5.5.0-rewritten-namesrv.properties"})
    void a_file_that_apache_rewrote_starts_and_is_written_again_as_it_was(String name) throws BadSettings {
        String text = resource(name);

        Settings settings = read(text, "/opt/rocketmq/conf/namesrv.properties");

        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.all())
                .containsAllEntriesOf(new TreeMap<>(PropertyText.ofText(text).values()));
        assertThat(NameServerSettings.of(settings).ordersTopics()).isTrue();
        assertThat(NameServerSettings.of(settings).kvConfigPath()).isEqualTo(Path.of("/data/namesrv/kvConfig.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.9.8", "5.5.0"})
    void every_key_that_apache_has_is_known(String version) {
        List<String> unknown = resource(version + "-keys.txt")
                .lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .filter(key -> NameServerSettings.TABLE.find(key).isEmpty())
                .toList();

        assertThat(unknown).isEmpty();
    }

    @Test
    void the_file_given_is_the_file_that_is_rewritten() throws BadSettings {
        Settings settings = read("configStorePath=/elsewhere/namesrv.properties\n", "/etc/mq/namesrv.properties");

        assertThat(NameServerSettings.of(settings).configStorePath()).isEqualTo(Path.of("/etc/mq/namesrv.properties"));
        assertThat(settings.warnings())
                .singleElement()
                .asString()
                .contains("/elsewhere/namesrv.properties is not used");
    }

    @Test
    void a_controller_that_is_not_built_stops_the_start() throws BadSettings {
        assertThatThrownBy(() -> read("listenPort=9876\nenableControllerInNamesrv=true\ncontrollerDLegerGroup=g\n", ""))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("enableControllerInNamesrv=true")
                .hasMessageContaining("not built yet");
        assertThat(read("enableControllerInNamesrv=false\ncontrollerDLegerGroup=g\n", "")
                        .summary())
                .hasValueSatisfying(line -> assertThat(line).contains("controllerDLegerGroup"));
    }

    @Test
    void what_routes_say_may_change_while_it_runs_and_ports_may_not() throws BadSettings {
        LiveSettings<NameServerSettings> live =
                new LiveSettings<>(read("", ""), NameServerSettings::of, NameServerSettings::blackList);

        assertThat(live.update("orderMessageEnable=true\n")).isInstanceOf(Changed.class);
        assertThat(live.current().ordersTopics()).isTrue();
        assertThat(live.update("listenPort=1\n"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.cause()).isEqualTo(Cause.NOT_LIVE));
        assertThat(live.update("kvConfigPath=/x\n"))
                .isEqualTo(new Refused(Cause.BLACK_LISTED, "Can not update config in black list."));
    }

    private static Settings read(String text, String configFile) throws BadSettings {
        Environment environment =
                new Environment("/opt/rocketmq", "", "/home/rocketmq", "host-1", "10.0.0.5", 2, configFile, Map.of());
        return NameServerSettings.TABLE.read(PropertyText.ofText(text), environment, "namesrv.properties");
    }

    private static String resource(String name) {
        try (InputStream in = NameServerSettingsTest.class.getResourceAsStream("apache/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
