package io.apogeemq.settings;

import java.util.List;
import java.util.Map;

/** A small table with a key of each standing. */
final class Fixture {
    static final Setting<Integer> PORT =
            Setting.built("listenPort", ValueType.PORT, 10911).important();
    static final Setting<Boolean> CREATE =
            Setting.built("autoCreate", ValueType.BOOL, true).live();
    static final Setting<Integer> PERIOD =
            Setting.built("period", ValueType.clamped(10, 60), 30).live();
    static final Setting<Integer> QUEUE_LENGTH = Setting.built("queueLength", ValueType.roundedUpTo(20), 100);
    static final Setting<String> NAME =
            Setting.built("name", ValueType.NAME, Default.from("the host's", Environment::hostName));
    static final Setting<Thread.State> STATE =
            Setting.built("state", ValueType.choice(Thread.State.class), Thread.State.NEW);
    static final Setting<Boolean> ACL = Setting.protecting("aclEnable", ValueType.BOOL, false, "nobody would look");

    static final SettingsTable TABLE = new SettingsTable(
            List.of(List.of(PORT, CREATE, PERIOD, QUEUE_LENGTH, NAME, STATE, ACL), KeyTable.parse("""
                            = LATER: timers
                            timers bool true
                            peers text?

                            = MEANINGLESS: there are no pools
                            threads int 16
                            """)), List.of());

    static final Environment ENVIRONMENT =
            new Environment("/opt/mq", "", "/home/mq", "host-1", "10.0.0.5", 2, "", Map.of());

    private Fixture() {}

    static Settings read(String text) throws BadSettings {
        return read(text, ENVIRONMENT);
    }

    static Settings read(String text, Environment environment) throws BadSettings {
        return TABLE.read(PropertyText.ofText(text), environment, "broker.conf");
    }
}
