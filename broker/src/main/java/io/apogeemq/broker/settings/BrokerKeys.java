package io.apogeemq.broker.settings;

import io.apogeemq.settings.KeyTable;
import io.apogeemq.settings.NetworkSettings;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.SettingsTable;
import java.util.ArrayList;
import java.util.List;

/** Every key that a broker of RocketMQ 4.9 or 5.5 knows, and what it does here. */
public final class BrokerKeys {
    public static final SettingsTable TABLE = table();

    private BrokerKeys() {}

    /** The installation; empty when neither the machine nor the file names one. */
    public static String home(Settings in) {
        return in.get(IdentitySettings.HOME);
    }

    private static SettingsTable table() {
        List<List<Setting<?>>> groups = new ArrayList<>(List.of(
                IdentitySettings.ROWS,
                TopicSettings.ROWS,
                MessageSettings.ROWS,
                TransactionSettings.ROWS,
                PullSettings.ROWS,
                StorageSettings.ROWS,
                ReplicaSettings.ROWS,
                IndexSettings.ROWS,
                RegistrationSettings.ROWS,
                DrainSettings.ROWS,
                MemberSettings.ROWS,
                AccessSettings.ROWS,
                ProtectingKeys.access(),
                ProtectingKeys.data(),
                ProtectingKeys.rocksDb(),
                BrokerRules.DERIVED_ROWS,
                List.of(DelayLevels.LEVELS),
                RetentionSettings.ROWS,
                KeyTable.read(BrokerKeys.class, "unbuilt.keys")));
        groups.addAll(NetworkSettings.rows());
        return new SettingsTable(groups, BrokerRules.ALL);
    }
}
