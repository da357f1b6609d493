package org.apache.rocketmq.common;

import io.apogeemq.client.core.Caller;
import io.apogeemq.client.core.LocalAddress;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Names that the whole system uses, and small things around settings. */
public class MixAll {
    public static final String ROCKETMQ_HOME_ENV = "ROCKETMQ_HOME";
    public static final String ROCKETMQ_HOME_PROPERTY = "rocketmq.home.dir";
    public static final String NAMESRV_ADDR_ENV = "NAMESRV_ADDR";
    public static final String NAMESRV_ADDR_PROPERTY = "rocketmq.namesrv.addr";
    public static final String MESSAGE_COMPRESS_TYPE = "rocketmq.message.compressType";
    public static final String MESSAGE_COMPRESS_LEVEL = "rocketmq.message.compressLevel";
    public static final String DEFAULT_NAMESRV_ADDR_LOOKUP = "jmenv.tbsite.net";
    public static final String DEFAULT_PRODUCER_GROUP = "DEFAULT_PRODUCER";
    public static final String DEFAULT_CONSUMER_GROUP = "DEFAULT_CONSUMER";
    public static final String TOOLS_CONSUMER_GROUP = "TOOLS_CONSUMER";
    public static final String SCHEDULE_CONSUMER_GROUP = "SCHEDULE_CONSUMER";
    public static final String FILTERSRV_CONSUMER_GROUP = "FILTERSRV_CONSUMER";
    public static final String MONITOR_CONSUMER_GROUP = "__MONITOR_CONSUMER";
    public static final String CLIENT_INNER_PRODUCER_GROUP = "CLIENT_INNER_PRODUCER";
    public static final String SELF_TEST_PRODUCER_GROUP = "SELF_TEST_P_GROUP";
    public static final String SELF_TEST_CONSUMER_GROUP = "SELF_TEST_C_GROUP";
    public static final String ONS_HTTP_PROXY_GROUP = "CID_ONS-HTTP-PROXY";
    public static final String CID_ONSAPI_PERMISSION_GROUP = "CID_ONSAPI_PERMISSION";
    public static final String CID_ONSAPI_OWNER_GROUP = "CID_ONSAPI_OWNER";
    public static final String CID_ONSAPI_PULL_GROUP = "CID_ONSAPI_PULL";
    public static final String CID_RMQ_SYS_PREFIX = "CID_RMQ_SYS_";
    public static final String IS_SUPPORT_HEART_BEAT_V2 = "IS_SUPPORT_HEART_BEAT_V2";
    public static final String IS_SUB_CHANGE = "IS_SUB_CHANGE";
    public static final String DEFAULT_CHARSET = "UTF-8";
    public static final long MASTER_ID = 0L;
    public static final long FIRST_SLAVE_ID = 1L;
    public static final long FIRST_BROKER_CONTROLLER_ID = 1L;
    public static final int UNIT_PRE_SIZE_FOR_MSG = 28;
    public static final int ALL_ACK_IN_SYNC_STATE_SET = -1;
    public static final String RETRY_GROUP_TOPIC_PREFIX = "%RETRY%";
    public static final String DLQ_GROUP_TOPIC_PREFIX = "%DLQ%";
    public static final String REPLY_TOPIC_POSTFIX = "REPLY_TOPIC";
    public static final String UNIQUE_MSG_QUERY_FLAG = "_UNIQUE_KEY_QUERY";
    public static final String DEFAULT_TRACE_REGION_ID = "DefaultRegion";
    public static final String CONSUME_CONTEXT_TYPE = "ConsumeContextType";
    public static final String CID_SYS_RMQ_TRANS = "CID_RMQ_SYS_TRANS";
    public static final String ACL_CONF_TOOLS_FILE = "/conf/tools.yml";
    public static final String REPLY_MESSAGE_FLAG = "reply";
    public static final String LMQ_PREFIX = "%LMQ%";
    public static final int LMQ_QUEUE_ID = 0;
    public static final String LMQ_DISPATCH_SEPARATOR = ",";
    public static final String REQ_T = "ReqT";
    public static final String ROCKETMQ_ZONE_ENV = "ROCKETMQ_ZONE";
    public static final String ROCKETMQ_ZONE_PROPERTY = "rocketmq.zone";
    public static final String ROCKETMQ_ZONE_MODE_ENV = "ROCKETMQ_ZONE_MODE";
    public static final String ROCKETMQ_ZONE_MODE_PROPERTY = "rocketmq.zone.mode";
    public static final String ZONE_NAME = "__ZONE_NAME";
    public static final String ZONE_MODE = "__ZONE_MODE";
    public static final String RPC_REQUEST_HEADER_NAMESPACED_FIELD = "nsd";
    public static final String RPC_REQUEST_HEADER_NAMESPACE_FIELD = "ns";
    public static final String LOGICAL_QUEUE_MOCK_BROKER_PREFIX = "__syslo__";
    public static final String METADATA_SCOPE_GLOBAL = "__global__";
    public static final String LOGICAL_QUEUE_MOCK_BROKER_NAME_NOT_EXIST = "__syslo__none__";
    public static final String ROCKETMQ_HOME_DIR =
            System.getProperty(ROCKETMQ_HOME_PROPERTY, System.getenv(ROCKETMQ_HOME_ENV));
    public static final String WS_DOMAIN_NAME =
            System.getProperty("rocketmq.namesrv.domain", DEFAULT_NAMESRV_ADDR_LOOKUP);
    public static final String WS_DOMAIN_SUBGROUP = System.getProperty("rocketmq.namesrv.domain.subgroup", "nsaddr");
    public static final List<String> LOCAL_INET_ADDRESS = getLocalInetAddress();
    public static final String LOCALHOST = LocalAddress.find();
    public static final long CURRENT_JVM_PID = getPID();
    public static final String MULTI_PATH_SPLITTER = System.getProperty("rocketmq.broker.multiPathSplitter", ",");

    private static final Set<String> PREDEFINED_GROUPS = Set.of(
            DEFAULT_PRODUCER_GROUP,
            DEFAULT_CONSUMER_GROUP,
            TOOLS_CONSUMER_GROUP,
            SCHEDULE_CONSUMER_GROUP,
            FILTERSRV_CONSUMER_GROUP,
            MONITOR_CONSUMER_GROUP,
            CLIENT_INNER_PRODUCER_GROUP,
            SELF_TEST_PRODUCER_GROUP,
            SELF_TEST_CONSUMER_GROUP,
            ONS_HTTP_PROXY_GROUP,
            CID_ONSAPI_PERMISSION_GROUP,
            CID_ONSAPI_OWNER_GROUP,
            CID_ONSAPI_PULL_GROUP);

    public static boolean isWindows() {
        return isNamed("win");
    }

    public static boolean isMac() {
        return isNamed("mac");
    }

    public static boolean isUnix() {
        return isNamed("nix") || isNamed("nux") || isNamed("aix");
    }

    public static boolean isSolaris() {
        return isNamed("sunos");
    }

    private static boolean isNamed(String part) {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains(part);
    }

    /** Where clients without a setting ask for the NameServers. */
    public static String getWSAddr() {
        String port = WS_DOMAIN_NAME.indexOf(':') < 0 ? ":8080" : "";
        return "http://" + WS_DOMAIN_NAME + port + "/rocketmq/" + WS_DOMAIN_SUBGROUP;
    }

    public static String getRetryTopic(final String consumerGroup) {
        return RETRY_GROUP_TOPIC_PREFIX + consumerGroup;
    }

    public static String getReplyTopic(final String clusterName) {
        return clusterName + "_" + REPLY_TOPIC_POSTFIX;
    }

    public static String getDLQTopic(final String consumerGroup) {
        return DLQ_GROUP_TOPIC_PREFIX + consumerGroup;
    }

    public static boolean isSysConsumerGroup(final String consumerGroup) {
        return consumerGroup.startsWith(CID_RMQ_SYS_PREFIX);
    }

    public static boolean isSysConsumerGroupAndEnableCreate(
            final String consumerGroup, final boolean isEnableCreateSysGroup) {
        return isEnableCreateSysGroup && isSysConsumerGroup(consumerGroup);
    }

    /** Whether the name is that of a group which the system or its tools use. */
    public static boolean isPredefinedGroup(final String consumerGroup) {
        return PREDEFINED_GROUPS.contains(consumerGroup);
    }

    public static boolean isSysConsumerGroupPullMessage(String consumerGroup) {
        return isSysConsumerGroup(consumerGroup)
                || isPredefinedGroup(consumerGroup)
                        && !consumerGroup.equals(CLIENT_INNER_PRODUCER_GROUP)
                        && !consumerGroup.equals(SELF_TEST_PRODUCER_GROUP);
    }

    /** The address of the broker's second port if {@code isChange}. */
    public static String brokerVIPChannel(final boolean isChange, final String brokerAddr) {
        return Caller.port(brokerAddr, isChange);
    }

    public static long getPID() {
        return ProcessHandle.current().pid();
    }

    /** Null when there is no such file. */
    public static String file2String(final String fileName) throws IOException {
        return file2String(new File(fileName));
    }

    /** Null when there is no such file. */
    public static String file2String(final File file) throws IOException {
        return file.exists() ? Files.readString(file.toPath()) : null;
    }

    /** Writes the whole file, or leaves the old one as it is. */
    public static void string2File(final String str, final String fileName) throws IOException {
        Path file = Path.of(fileName).toAbsolutePath();
        Path draft = Files.createTempFile(
                Files.createDirectories(file.getParent()), file.getFileName().toString(), ".tmp");
        Files.writeString(draft, str, StandardCharsets.UTF_8);
        Files.move(draft, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    public static String properties2String(final Properties properties) {
        return properties2String(properties, false);
    }

    /** A line {@code name=value} each, by name. */
    public static String properties2String(final Properties properties, final boolean isSort) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(properties).forEach((name, value) -> {
            if (value != null) {
                lines.append(name).append('=').append(value).append('\n');
            }
        });
        return lines.toString();
    }

    /** Null when the text is none of properties. */
    public static Properties string2Properties(final String str) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(str));
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
        return properties;
    }

    /** The values of the object's fields, by name. */
    public static Properties object2Properties(final Object object) {
        Properties properties = new Properties();
        for (Field field : object.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())
                    || field.isSynthetic()
                    || field.getName().startsWith("this")) {
                continue;
            }
            try {
                field.setAccessible(true);
                Object value = field.get(object);
                if (value != null) {
                    properties.setProperty(field.getName(), value.toString());
                }
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException("the field " + field + " cannot be read", e);
            }
        }
        return properties;
    }

    /** Calls the object's setters for the names that it has one for; texts of another form are left out. */
    public static void properties2Object(final Properties p, final Object object) {
        for (Method method : object.getClass().getMethods()) {
            String name = method.getName();
            if (!name.startsWith("set") || name.length() == 3 || method.getParameterCount() != 1) {
                continue;
            }
            String text = p.getProperty(Character.toLowerCase(name.charAt(3)) + name.substring(4));
            Object value = text == null ? null : value(text, method.getParameterTypes()[0]);
            if (value != null) {
                set(object, method, value);
            }
        }
    }

    private static void set(Object object, Method setter, Object value) {
        try {
            setter.invoke(object, value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("the setting of " + setter.getName() + " cannot be made", e);
        }
    }

    private static Object value(String text, Class<?> type) {
        try {
            return switch (type.getName()) {
                case "java.lang.String" -> text;
                case "int", "java.lang.Integer" -> Integer.valueOf(text);
                case "long", "java.lang.Long" -> Long.valueOf(text);
                case "boolean", "java.lang.Boolean" -> Boolean.valueOf(text);
                case "double", "java.lang.Double" -> Double.valueOf(text);
                case "float", "java.lang.Float" -> Float.valueOf(text);
                default -> null;
            };
        } catch (NumberFormatException e) {
            return null;
        }
    }

    public static boolean isPropertiesEqual(final Properties p1, final Properties p2) {
        return p1.equals(p2);
    }

    /** The addresses of all interfaces that are up. */
    public static List<String> getLocalInetAddress() {
        List<String> addresses = new ArrayList<>();
        try {
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                Collections.list(each.getInetAddresses()).forEach(address -> addresses.add(address.getHostAddress()));
            }
        } catch (SocketException e) {
            throw new IllegalStateException("the addresses of this machine cannot be read", e);
        }
        return addresses;
    }

    /** Raises the number; false, and nothing, when it is as high already. */
    public static boolean compareAndIncreaseOnly(final AtomicLong target, final long value) {
        long before = target.getAndAccumulate(value, Math::max);
        return value > before;
    }

    /** {@code 1.5 KiB}; of thousands with {@code si}. */
    public static String humanReadableByteCount(long bytes, boolean si) {
        int unit = si ? 1_000 : 1_024;
        if (bytes < unit) {
            return bytes + " B";
        }
        int power = (int) (Math.log((double) bytes) / Math.log(unit));
        String prefix = (si ? "kMGTPE" : "KMGTPE").charAt(power - 1) + (si ? "" : "i");
        return String.format("%.1f %sB", (double) bytes / Math.pow(unit, power), prefix);
    }

    public static int compareInteger(int x, int y) {
        return Integer.compare(x, y);
    }

    public static int compareLong(long x, long y) {
        return Long.compare(x, y);
    }

    public static boolean isLmq(String lmqMetaData) {
        return lmqMetaData != null && lmqMetaData.startsWith(LMQ_PREFIX);
    }
}
