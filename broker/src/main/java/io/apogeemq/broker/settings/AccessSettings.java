package io.apogeemq.broker.settings;

import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.ValueType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the whole broker lets in. The permission may change while it runs.
 *
 * @param permission bits as in topics: 4 read, 2 write
 * @param blackList keys that no request may change
 */
public record AccessSettings(int permission, Set<String> blackList) {
    /** Forbidden whatever the file says: they name the files themselves, and the list could otherwise be emptied. */
    private static final Set<String> ALWAYS_FORBIDDEN = Set.of("rocketmqHome", "brokerConfigPath", "configBlackList");

    private static final Setting<Integer> PERMISSION = Setting.built("brokerPermission", ValueType.int32(0, 7), 6)
            .live()
            .why("what the whole broker allows: 6 both, 4 only reading, 2 only writing");
    private static final Setting<String> BLACK_LIST = Setting.built(
                    "configBlackList", ValueType.TEXT, "configBlackList;brokerConfigPath")
            .why("keys that UPDATE_BROKER_CONFIG refuses, separated by ;");

    static final List<Setting<?>> ROWS = List.of(PERMISSION, BLACK_LIST);

    static AccessSettings of(Settings in) {
        Set<String> blackList = new HashSet<>(ALWAYS_FORBIDDEN);
        blackList.addAll(IdentitySettings.items(in.get(BLACK_LIST)));
        return new AccessSettings(in.get(PERMISSION), Set.copyOf(blackList));
    }
}
