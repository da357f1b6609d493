package io.apogeemq.broker.settings;

import io.apogeemq.settings.Setting;
import io.apogeemq.settings.ValueType;
import java.util.List;

/**
 * Keys that promise protection of access or of data, and of which nothing is built: whoever switches one on must not get
 * a broker that is weaker than its file says. Each says what would be unprotected.
 */
final class ProtectingKeys {
    private static final String WRITTEN_ELSEWHERE = "data that it keeps in RocksDB would be neither read nor written";

    private ProtectingKeys() {}

    static List<Setting<?>> access() {
        return List.of(
                on("aclEnable", "nobody would check who may send, consume or administrate")
                        .important(),
                on("authenticationEnabled", "nobody would check who connects"),
                on("authorizationEnabled", "nobody would check what a user may do"));
    }

    static List<Setting<?>> data() {
        return List.of(
                on(
                        "enableDLegerCommitLog",
                        "messages would lie on this broker only, not on a majority of its raft group"),
                on("enableControllerMode", "no controller would keep the in-sync set, nor lead over after a failure"),
                on("enabledAppendPropCRC", "properties would be stored without their checksum"),
                on("forceVerifyPropCRC", "properties would be read without checking their checksum"),
                Setting.protecting(
                        "messageStorePlugIn",
                        ValueType.TEXT,
                        "",
                        "the plug-in's store would be neither read nor written"));
    }

    static List<Setting<?>> rocksDb() {
        return List.of(
                Setting.protecting("storeType", ValueType.TEXT, "default", WRITTEN_ELSEWHERE)
                        .switchedOnBy(type -> !type.isEmpty() && !type.equalsIgnoreCase("default")),
                Setting.protecting("configManagerVersion", ValueType.TEXT, "v1", WRITTEN_ELSEWHERE)
                        .switchedOnBy(version -> !version.isEmpty() && !version.equalsIgnoreCase("v1")),
                on("rocksdbCQDoubleWriteEnable", WRITTEN_ELSEWHERE),
                on("combineCQUseRocksdbForLmq", WRITTEN_ELSEWHERE),
                on("timerRocksDBEnable", WRITTEN_ELSEWHERE),
                on("transRocksDBEnable", WRITTEN_ELSEWHERE),
                on("indexRocksDBEnable", WRITTEN_ELSEWHERE),
                on("useSingleRocksDBForAllConfigs", WRITTEN_ELSEWHERE),
                on("popConsumerKVServiceInit", WRITTEN_ELSEWHERE),
                on("popConsumerKVServiceEnable", WRITTEN_ELSEWHERE));
    }

    private static Setting<Boolean> on(String key, String why) {
        return Setting.protecting(key, ValueType.BOOL, false, why);
    }
}
