package io.apogeemq.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.settings.LiveSettings.Cause;
import io.apogeemq.settings.LiveSettings.Changed;
import io.apogeemq.settings.LiveSettings.Refused;
import io.apogeemq.settings.LiveSettings.Unchanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveSettingsTest {
    private record View(boolean create, int period) {}

    private LiveSettings<View> live;

    @BeforeEach
    void a_running_process() throws BadSettings {
        live = new LiveSettings<>(
                Fixture.read("name=broker-a\nthreads=128\nlenientConfig=true\nmyOwnKey=1\n"),
                in -> new View(in.get(Fixture.CREATE), in.get(Fixture.PERIOD)),
                view -> Set.of("state"));
    }

    @Test
    void a_live_key_changes_while_the_process_runs() {
        List<Changed> heard = new ArrayList<>();
        live.onChange(heard::add);

        LiveSettings.Update update = live.update("autoCreate=false\n");

        assertThat(live.current()).isEqualTo(new View(false, 30));
        assertThat(update)
                .isInstanceOfSatisfying(
                        Changed.class, changed -> assertThat(changed.keys()).containsExactly("autoCreate"));
        assertThat(heard).containsExactly((Changed) update);
    }

    @Test
    void the_text_for_the_file_holds_every_property_sorted_and_the_unknown_ones_too() {
        Changed changed = (Changed) live.update("autoCreate=false\n");

        assertThat(changed.fileText()).isEqualTo("""
                        aclEnable=false
                        autoCreate=false
                        lenientConfig=true
                        listenPort=10911
                        myOwnKey=1
                        name=broker-a
                        period=30
                        queueLength=100
                        state=NEW
                        threads=128
                        timers=true
                        """);
        assertThat(live.text()).isEqualTo(changed.fileText());
    }

    @Test
    void changes_add_up() {
        live.update("autoCreate=false\n");
        live.update("period=20\n");

        assertThat(live.current()).isEqualTo(new View(false, 20));
    }

    @Test
    void a_key_of_the_black_list_is_refused_even_with_its_own_value() {
        assertThat(live.update("state=NEW\n"))
                .isEqualTo(new Refused(Cause.BLACK_LISTED, "Can not update config in black list."));
    }

    @Test
    void a_key_that_is_not_live_is_refused_and_the_remark_says_what_to_do() {
        assertRefused("listenPort=1", Cause.NOT_LIVE, "set it in broker.conf and start again");
        assertRefused("timers=false", Cause.NOT_LIVE, "not built yet (timers)");
        assertRefused(
                "threads=1", Cause.NOT_LIVE, "has no meaning here, so that nothing would change: there are no pools");
        assertRefused("aclEnable=true", Cause.NOT_LIVE, "not built yet");
    }

    @Test
    void an_unknown_key_and_a_bad_value_are_refused() {
        assertRefused("autoCraete=false", Cause.UNKNOWN, "did you mean autoCreate?");
        assertRefused("autoCreate=maybe", Cause.BAD_VALUE, "expected true or false");
        assertRefused("autoCreate=\\u1", Cause.BAD_VALUE, "no properties text");
    }

    @Test
    void of_a_request_all_keys_are_taken_or_none() {
        assertRefused("autoCreate=false\nlistenPort=1\n", Cause.NOT_LIVE, "listenPort");

        assertThat(live.current()).isEqualTo(new View(true, 30));
    }

    @Test
    void a_tool_may_send_back_what_it_was_shown() {
        String shown = live.text().replace("state=NEW\n", "");

        assertThat(live.update(shown)).isInstanceOf(Unchanged.class);
        assertThat(live.update(shown.replace("period=30", "period=40"))).isInstanceOf(Changed.class);
    }

    @Test
    void what_is_clamped_in_the_file_is_clamped_here() {
        live.update("period=99\n");

        assertThat(live.current().period()).isEqualTo(60);
        assertThat(live.text()).contains("period=60\n");
    }

    private void assertRefused(String body, Cause cause, String part) {
        assertThat(live.update(body)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.cause()).isEqualTo(cause);
            assertThat(refused.remark()).contains(part);
        });
    }

    @Test
    void a_key_or_a_value_without_end_is_refused_in_a_few_words() {
        String much = "k".repeat(250_000);
        assertThat(live.update(much + "=1"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.remark())
                                .startsWith("unknown key kkk")
                                .hasSizeLessThan(600));
        assertThat(live.update("period=" + much))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.remark())
                                .startsWith("period=kkk")
                                .hasSizeLessThan(600));
        assertThat(live.update("period=" + much + much))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.remark()).startsWith("the body has 500007 letters"));
    }
}
