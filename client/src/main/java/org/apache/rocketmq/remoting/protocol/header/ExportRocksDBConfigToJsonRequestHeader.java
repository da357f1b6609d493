package org.apache.rocketmq.remoting.protocol.header;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.rocketmq.remoting.CommandCustomHeader;

/** Which of a broker's tables are to be written as JSON. */
public class ExportRocksDBConfigToJsonRequestHeader implements CommandCustomHeader {
    private String configType;

    @Override
    public void checkFields() {}

    public List<ConfigType> fetchConfigType() {
        return ConfigType.fromString(configType);
    }

    public void updateConfigType(List<ConfigType> configType) {
        this.configType = ConfigType.toString(configType);
    }

    public String getConfigType() {
        return configType;
    }

    public void setConfigType(String configType) {
        this.configType = configType;
    }

    /** A broker's tables. */
    public enum ConfigType {
        TOPICS("topics"),
        SUBSCRIPTION_GROUPS("subscriptionGroups"),
        CONSUMER_OFFSETS("consumerOffsets");

        private static final String SEPARATOR = ";";

        private final String typeName;

        ConfigType(String typeName) {
            this.typeName = typeName;
        }

        /** The table of that name, in small letters or large ones. */
        public static ConfigType getConfigTypeByName(String typeName) {
            return Arrays.stream(values())
                    .filter(type -> type.typeName.equalsIgnoreCase(typeName.trim()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Unknown config type: " + typeName));
        }

        /** The tables of names that are joined by semicolons. */
        public static List<ConfigType> fromString(String ordinal) {
            return Arrays.stream(ordinal.split(SEPARATOR))
                    .map(ConfigType::getConfigTypeByName)
                    .toList();
        }

        public static String toString(List<ConfigType> configTypes) {
            return configTypes.stream().map(ConfigType::getTypeName).collect(Collectors.joining(SEPARATOR));
        }

        public String getTypeName() {
            return typeName;
        }
    }
}
