package io.apogeemq.settings;

import static io.apogeemq.settings.Fixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTableTest {
    @Test
    void without_a_file_the_defaults_are_in_force() throws BadSettings {
        Settings settings = read("");

        assertThat(settings.get(Fixture.PORT)).isEqualTo(10911);
        assertThat(settings.get(Fixture.NAME)).isEqualTo("host-1");
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.summary()).isEmpty();
    }

    @Test
    void the_text_of_every_type_is_trimmed() throws BadSettings {
        Settings settings = read("listenPort=10911 \nautoCreate=FALSE \nstate= waiting \nname=a b \t\n");

        assertThat(settings.get(Fixture.PORT)).isEqualTo(10911);
        assertThat(settings.get(Fixture.CREATE)).isFalse();
        assertThat(settings.get(Fixture.STATE)).isEqualTo(Thread.State.WAITING);
        assertThat(settings.get(Fixture.NAME)).isEqualTo("a b");
    }

    @ParameterizedTest
    @CsvSource({
        "listenPort, 1O911, a whole number from 1 to 65535",
        "listenPort, 70000, a whole number from 1 to 65535",
        "listenPort, '', a whole number from 1 to 65535",
        "autoCreate, yes, true or false",
        "threads, 2147483648, a whole number",
        "queueLength, 0, a whole number from 1 to",
        "name, '', a text that is not empty",
        "state, RUNING, 'one of NEW, RUNNABLE, BLOCKED'"
    })
    void a_value_that_is_not_of_its_type_stops_the_start(String key, String value, String expected) {
        refused(key + "=" + value).hasMessageContaining(key + "=" + value + " in broker.conf: expected " + expected);
    }

    @Test
    void an_unknown_key_stops_the_start_and_names_the_nearest_known_one() {
        refused("listenprot=1")
                .hasMessage("unknown key listenprot in broker.conf, did you mean listenPort?"
                        + " (lenientConfig=true starts anyway)");
    }

    /** A key like no other, and one that would take long to compare. */
    @Test
    void a_key_that_is_not_near_is_not_named() {
        refused("storePath=1").hasMessage("unknown key storePath in broker.conf (lenientConfig=true starts anyway)");
        refused("listenPort".repeat(100_000) + "=1").hasMessageNotContaining("did you mean");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name=broker-a listenPort=10911 | give listenPort a line of its own",
                "name=broker-a; state = NEW | give state a line of its own",
                "listenPort=10911,name=broker-a | give name a line of its own",
                "name=broker-a # the first | a comment needs a line of its own",
                "listenPort=10911 # clients | a comment needs a line of its own",
            })
    void a_line_that_holds_more_than_one_setting_is_refused(String line, String remedy) {
        refused(line).hasMessageStartingWith(line + " in broker.conf: ").hasMessageContaining(remedy);
    }

    @Test
    void a_value_may_hold_an_equals_sign() throws BadSettings {
        assertThat(read("name=a=b; other=c#d").get(Fixture.NAME)).isEqualTo("a=b; other=c#d");
    }

    @Test
    void a_line_that_a_backslash_makes_a_part_of_the_one_before_is_refused() throws BadSettings {
        refusedFile("name=C:\\store\\\nlistenPort=10911\n")
                .hasMessageStartingWith("line 2 of broker.conf, listenPort=10911, counts as a part of the line before");
        refusedFile("name=/data\\\n# port\nlistenPort=1\n").hasMessageStartingWith("line 2 of broker.conf, # port,");

        assertThat(readFile("name=C:\\\\store\\\\\nlistenPort=1\n").get(Fixture.PORT))
                .isEqualTo(1);
        assertThat(readFile("# one \\\nlistenPort=1\n").get(Fixture.PORT)).isEqualTo(1);
        assertThat(readFile("peers=a;\\\n   b=c\nname=d\\\n").get(Fixture.NAME)).isEqualTo("d");
    }

    @Test
    void a_value_in_utf8_is_refused_with_both_ways_to_write_it() throws BadSettings {
        refusedFile("name=/\u6570/store\n")
                .hasMessageContaining("a properties file is ISO-8859-1, this one is UTF-8")
                .hasMessageContaining("write name=/\\u6570/store (or name=/\\u00e6\\u0095\\u00b0/store, which is what"
                        + " RocketMQ reads here)");

        assertThat(readFile("# \u6570\nname=a\n").get(Fixture.NAME)).isEqualTo("a");
        assertThat(readFile("name=caf\u00e9\n", StandardCharsets.ISO_8859_1).get(Fixture.NAME))
                .isEqualTo("caf\u00e9");
    }

    @Test
    void lenient_config_makes_an_unknown_key_a_warning_and_keeps_it() throws BadSettings {
        Settings settings = read("lenientConfig=true\nautoCraete=false\n");

        assertThat(settings.warnings())
                .containsExactly("unknown key autoCraete in broker.conf is not used, did you mean autoCreate?");
        assertThat(settings.get(Fixture.CREATE)).isTrue();
        assertThat(settings.all()).containsEntry("autoCraete", "false");
    }

    @Test
    void all_that_is_wrong_is_told_at_once() {
        refused("listenPort=x\naclEnable=true\nnoSuchKey=1\n")
                .isInstanceOfSatisfying(
                        BadSettings.class, e -> assertThat(e.lines()).hasSize(3));
    }

    @Test
    void a_protecting_key_that_is_not_built_stops_the_start_when_it_is_switched_on() throws BadSettings {
        refused("aclEnable=true").hasMessage("aclEnable=true in broker.conf is not built yet: nobody would look");

        assertThat(read("aclEnable=false").warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"99, 60", "1, 10", "-5, 10"})
    void what_rocketmq_clamps_is_clamped_with_a_warning(String given, int used) throws BadSettings {
        Settings settings = read("period=" + given);

        assertThat(settings.get(Fixture.PERIOD)).isEqualTo(used);
        assertThat(settings.warnings())
                .containsExactly("period=" + given + " is used as " + used + ": it is kept between 10 and 60");
    }

    @Test
    void lengths_are_rounded_up_to_whole_units() throws BadSettings {
        assertThat(read("queueLength=300000").get(Fixture.QUEUE_LENGTH)).isEqualTo(300_000);
        assertThat(read("queueLength=300000").warnings()).isEmpty();
        assertThat(read("queueLength=300001").get(Fixture.QUEUE_LENGTH)).isEqualTo(300_020);
        assertThat(read("queueLength=300001").warnings()).hasSize(1);
    }

    @Test
    void keys_that_do_nothing_here_are_named_in_one_line() throws BadSettings {
        Settings settings = read("timers=false\nthreads=128\npeers=a;b\nautoCreate=false\n");

        assertThat(settings.summary())
                .hasValue("keys of broker.conf not built yet: peers, timers (timers);"
                        + " without meaning here: threads (there are no pools)");
    }

    @Test
    void a_file_that_holds_every_key_names_only_those_that_differ_from_their_defaults() throws BadSettings {
        StringBuilder many = new StringBuilder("= LATER: much\n");
        StringBuilder file = new StringBuilder("key0=1\nkey7=1\n");
        for (int i = 0; i < 40; i++) {
            many.append("key").append(i).append(" int 0\n");
            if (i != 0 && i != 7) {
                file.append("key").append(i).append("=0\n");
            }
        }
        SettingsTable table = new SettingsTable(List.of(KeyTable.parse(many.toString())), List.of());

        Settings settings = table.read(PropertyText.ofText(file.toString()), Fixture.ENVIRONMENT, "broker.conf");

        assertThat(settings.summary())
                .hasValue(
                        "keys of broker.conf not built yet: key0, key7 (much); 38 more such keys stand at their defaults");
    }

    @Test
    void a_key_given_twice_is_warned_about() throws BadSettings {
        assertThat(read("listenPort=1\nlistenPort=2").warnings())
                .containsExactly("listenPort stands more than once in broker.conf; the last one counts");
    }

    @Test
    void a_tls_property_that_cannot_be_meant_stops_the_start() {
        assertThatThrownBy(() -> read("", withTls("tls.server.mode", "enforced")))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("tls.server.mode=enforced")
                .hasMessageContaining("ENFORCING");
    }

    @Test
    void a_process_that_may_talk_tls_starts() throws BadSettings {
        assertThat(read("", withTls("tls.server.mode", "permissive")).warnings())
                .isEmpty();
    }

    @Test
    void two_rows_for_one_key_are_a_mistake_in_the_table() {
        assertThatThrownBy(() -> new SettingsTable(List.of(List.of(Fixture.PORT, Fixture.PORT)), List.of()))
                .hasMessageContaining("listenPort");
    }

    private static Environment withTls(String key, String value) {
        Environment from = Fixture.ENVIRONMENT;
        return new Environment(
                from.rocketmqHome(),
                from.namesrvAddr(),
                from.userHome(),
                from.hostName(),
                from.ownAddress(),
                from.cpus(),
                from.configFile(),
                Map.of(key, value));
    }

    private static Settings readFile(String text) throws BadSettings {
        return readFile(text, StandardCharsets.UTF_8);
    }

    private static Settings readFile(String text, Charset encoding) throws BadSettings {
        return Fixture.TABLE.read(PropertyText.ofFile(text.getBytes(encoding)), Fixture.ENVIRONMENT, "broker.conf");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refusedFile(String text) {
        return assertThatThrownBy(() -> readFile(text)).isInstanceOf(BadSettings.class);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String text) {
        return assertThatThrownBy(() -> read(text)).isInstanceOf(BadSettings.class);
    }
}
