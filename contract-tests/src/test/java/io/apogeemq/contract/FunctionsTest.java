package io.apogeemq.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract's functions answer what the released ones do: each is called with the same texts and numbers. */
class FunctionsTest {
    private static final String ROOT = "org.apache.rocketmq.";

    private static final List<@Nullable Object> NAMES = Arrays.asList(
            "T",
            "ns%T",
            "%RETRY%ns%g",
            "%RETRY%g",
            "%DLQ%ns%g",
            "%LMQ%q",
            "TBW102",
            "SCHEDULE_TOPIC_XXXX",
            "rmq_sys_x",
            "CID_RMQ_SYS_a",
            "TOOLS_CONSUMER",
            "CLIENT_INNER_PRODUCER",
            "a b",
            "a%b%c",
            "x".repeat(121),
            "x".repeat(128),
            "");

    private static final List<Object> ADDRESSES = List.of("1.2.3.4", "10.1.2.3:5", "192.168.0.1", "::1", "nothing");
    private static final List<Object> NUMBERS = List.of(0, 1, 4, 6, 8, 12, 17, 310, 256, 65_536, 1 << 30);
    private static final List<Object> TIMES = List.of(0L, 1L, 1_536L, 123_456_789L, 1_700_000_000_123L);

    /** Functions of one or more arguments, and what is given for each. */
    private static final Map<String, List<List<@Nullable Object>>> CALLS = new LinkedHashMap<>();

    static {
        for (String name :
                List.of("withoutNamespace", "getNamespaceFromResource", "withOutRetryAndDLQ", "isRetryTopic")) {
            CALLS.put("remoting.protocol.NamespaceUtil#" + name, List.of(NAMES));
        }
        CALLS.put("remoting.protocol.NamespaceUtil#isDLQTopic", List.of(NAMES));
        CALLS.put("remoting.protocol.NamespaceUtil#wrapNamespace", List.of(List.of("ns", "", "a"), NAMES));
        CALLS.put("remoting.protocol.NamespaceUtil#isAlreadyWithNamespace", List.of(NAMES, List.of("ns", "a")));
        for (String name : List.of(
                "getRetryTopic",
                "getReplyTopic",
                "getDLQTopic",
                "isSysConsumerGroup",
                "isPredefinedGroup",
                "isLmq",
                "isSysConsumerGroupPullMessage",
                "string2Properties")) {
            CALLS.put("common.MixAll#" + name, List.of(NAMES));
        }
        CALLS.put("common.MixAll#isSysConsumerGroupAndEnableCreate", List.of(NAMES, List.of(true, false)));
        CALLS.put("common.MixAll#brokerVIPChannel", List.of(List.of(true, false), List.of("1.2.3.4:10911", "h:5")));
        CALLS.put("common.MixAll#humanReadableByteCount", List.of(TIMES, List.of(true, false)));
        CALLS.put("common.MixAll#properties2String", List.of(List.of(properties())));
        CALLS.put("common.MixAll#getWSAddr", List.of());
        for (String name : List.of("isTopicOrGroupIllegal", "isSystemTopic", "isNotAllowedSendTopic")) {
            CALLS.put("common.topic.TopicValidator#" + name, List.of(NAMES));
        }
        for (String name : List.of("validateTopic", "validateGroup")) {
            CALLS.put("common.topic.TopicValidator#" + name, List.of(NAMES));
        }
        CALLS.put("common.topic.TopicValidator#getNotAllowedSendTopicSet", List.of());
        CALLS.put("common.topic.TopicValidator#getSystemTopicSet", List.of());
        for (String name : List.of("getTransactionValue", "clearCompressedFlag", "getCompressionType")) {
            CALLS.put("common.sysflag.MessageSysFlag#" + name, List.of(NUMBERS));
        }
        CALLS.put("common.sysflag.MessageSysFlag#resetTransactionValue", List.of(NUMBERS, List.of(0, 4, 8, 12)));
        CALLS.put("common.sysflag.MessageSysFlag#check", List.of(NUMBERS, List.of(1, 2, 4, 8)));
        for (String name :
                List.of("perm2String", "isReadable", "isWriteable", "isInherited", "isAccessible", "isPriority")) {
            CALLS.put("common.constant.PermName#" + name, List.of(NUMBERS));
        }
        CALLS.put("common.constant.PermName#isValid", List.of(NUMBERS));
        for (String name : List.of(
                "timeMillisToHumanString", "timeMillisToHumanString2", "timeMillisToHumanString3", "offset2FileName")) {
            CALLS.put("common.UtilAll#" + name, List.of(TIMES));
        }
        CALLS.put("common.UtilAll#crc32", List.of(List.of(bytes("hello"), bytes(""))));
        CALLS.put("common.UtilAll#bytes2string", List.of(List.of(bytes("hello"), bytes(""))));
        CALLS.put("common.UtilAll#string2bytes", List.of(List.of("01ff10", "", "01F")));
        CALLS.put("common.UtilAll#asInt", List.of(List.of("5", "x"), List.of(7)));
        CALLS.put("common.UtilAll#asLong", List.of(List.of("5", "x"), List.of(7L)));
        CALLS.put("common.UtilAll#frontStringAtLeast", List.of(List.of("abcdef", "a"), List.of(3)));
        CALLS.put("common.UtilAll#isBlank", List.of(List.of(" ", "", "a")));
        CALLS.put("common.UtilAll#ipToIPv4Str", List.of(List.of(new byte[] {10, 0, 0, -1}, new byte[3])));
        CALLS.put("common.UtilAll#ipToIPv6Str", List.of(List.of(new byte[16], new byte[3])));
        CALLS.put(
                "common.UtilAll#isInternalIP",
                List.of(List.of(
                        new byte[] {10, 0, 0, 1},
                        new byte[] {(byte) 192, (byte) 168, 0, 1},
                        new byte[] {8, 8, 8, 8},
                        new byte[] {127, 0, 0, 1})));
        CALLS.put("common.UtilAll#split", List.of(List.of("a,b,", "a"), List.of(",")));
        CALLS.put("common.BoundaryType#getType", List.of(List.of("lower", "upper", "x")));
        CALLS.put("remoting.common.RemotingHelper#parseHostFromAddress", List.of(ADDRESSES));
        CALLS.put("remoting.common.RemotingHelper#ipToInt", List.of(List.of("1.2.3.4", "255.0.0.1")));
        CALLS.put(
                "remoting.common.RemotingHelper#ipInCIDR",
                List.of(List.of("10.1.2.3", "11.1.2.3"), List.of("10.0.0.0/8", "11.1.2.3/32")));
        CALLS.put("remoting.common.RemotingHelper#getRequestCodeDesc", List.of(List.of(10, 310, 200_050, 99_999)));
        CALLS.put("remoting.common.RemotingHelper#getResponseCodeDesc", List.of(List.of(0, 17, 208, 99_999)));
        CALLS.put("remoting.protocol.RemotingCommand#getHeaderLength", List.of(List.of(5, 0x0100_0005)));
        CALLS.put("remoting.protocol.RemotingCommand#getProtocolType", List.of(List.of(5, 0x0100_0005, 0x0700_0005)));
        CALLS.put(
                "acl.common.AclSigner#calSignature",
                List.of(List.of("abc", "", "\u00e4\u20ac"), List.of("key", "\u00e4")));
        CALLS.put(
                "acl.common.Permission#parsePermFromString",
                List.of(List.of("PUB", "SUB", "PUB|SUB", "SUB|PUB", "DENY", "pub", " SUB ")));
        for (String name : List.of("isAsterisk", "isComma", "isMinus", "isColon")) {
            CALLS.put("acl.common.AclUtils#" + name, List.of(List.of("1.2.3.*", "1,2", "1-2", "::1", "1")));
        }
        CALLS.put(
                "acl.common.AclUtils#expandIP",
                List.of(List.of("1.2.3.4", "::1", "1:2::3", "1050:0:0:0:5:600:300c:326b"), List.of(8)));
        CALLS.put("acl.common.AclUtils#getAddresses", List.of(List.of("1.2.3.{4,5}"), List.of("{4,5}")));
        CALLS.put("acl.common.AclUtils#verify", List.of(List.of("1.2.3.4", "1.2.300.4", "::1", "x"), List.of(3)));
        CALLS.put("common.message.MessageExtBrokerInner#tagsString2tagsCode", List.of(List.of("TagA", "")));
        CALLS.put("common.message.MessageVersion#valueOfMagicCode", List.of(List.of(-626843481, -626843477)));
        CALLS.put(
                "common.attribute.TopicMessageType#parseFromMessageProperty",
                List.of(List.of(
                        Map.of("TRAN_MSG", "true"),
                        Map.of("TRAN_MSG", "false"),
                        Map.of("DELAY", "1"),
                        Map.of("TIMER_DELAY_MS", "1"),
                        Map.of("__SHARDINGKEY", "1"),
                        Map.of("DELAY", "3", "__SHARDINGKEY", "3"),
                        Map.of("_SYS_MSG_PRIORITY_", "1"),
                        Map.of("__LITE_TOPIC", "a"),
                        Map.of())));
        CALLS.put("common.attribute.TopicMessageType#topicMessageTypeSet", List.of());
        CALLS.put(
                "client.trace.TraceDataEncoder#decoderFromTraceDataString",
                List.of(List.of(
                        "Pub\1" + "1\1R\1G\1T\1M\1tag\1k1 k2\1sh\1" + "5\1" + "7\1" + "0\1true\2",
                        "Pub\1" + "1\1R\1G\1T\1M\1tag\1k1 k2\1sh\1" + "5\1" + "7\1" + "0\1O\1true\1host\2",
                        "SubBefore\1" + "1\1R\1G\1RID\1M\1" + "4\1k\2SubAfter\1RID\1M\1" + "7\1true\1k\1" + "3\1"
                                + "1\1G\2",
                        "SubAfter\1RID\1M\1" + "7\1true\1k\1" + "3\1\2",
                        "EndTransaction\1" + "1\1R\1G\1T\1M\1tag\1k\1sh\1" + "0\1TX\1COMMIT_MESSAGE\1true\2",
                        "Recall\1" + "1\1R\1G\1T\1M\1true\2",
                        "Other\1x\2",
                        "")));
    }

    @TestFactory
    List<DynamicTest> functions_answer_as_released() {
        ClassLoader released = Released.loader();
        ClassLoader ours = FunctionsTest.class.getClassLoader();
        List<DynamicTest> tests = new ArrayList<>();
        CALLS.forEach((function, arguments) -> tests.add(DynamicTest.dynamicTest(
                function,
                () -> assertThat(call(function, arguments, ours)).isEqualTo(call(function, arguments, released)))));
        return tests;
    }

    /** What the function answers to each combination of arguments. */
    private static String call(String function, List<List<@Nullable Object>> arguments, ClassLoader loader)
            throws Exception {
        String[] parts = function.split("#");
        StringBuilder answers = new StringBuilder();
        for (Object[] row : combine(arguments)) {
            Method method = method(loader.loadClass(ROOT + parts[0]), parts[1], row);
            answers.append(Arrays.deepToString(row))
                    .append(" -> ")
                    .append(answer(method, row))
                    .append('\n');
        }
        return answers.toString();
    }

    private static String answer(Method method, Object[] row) throws IllegalAccessException {
        try {
            return describe(method.invoke(null, row));
        } catch (InvocationTargetException e) {
            // the texts of what is not meant to be given may differ
            return "throws";
        }
    }

    private static String describe(@Nullable Object answer) {
        if (answer instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        if (answer instanceof Object[] items) {
            return Arrays.toString(items);
        }
        if (answer instanceof java.util.Set<?> set) {
            return new java.util.TreeSet<>(set).toString();
        }
        if (answer instanceof Map<?, ?> map) {
            return new TreeMap<>(map).toString();
        }
        if (answer != null && answer.getClass().getSimpleName().equals("ValidateResult")) {
            return fields(answer);
        }
        return String.valueOf(answer);
    }

    private static String fields(Object answer) {
        try {
            Map<String, Object> values = new TreeMap<>();
            for (String getter : List.of("isValid", "getRemark")) {
                values.put(getter, answer.getClass().getMethod(getter).invoke(answer));
            }
            return values.toString();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Method method(Class<?> type, String name, Object[] row) {
        return Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers())
                        && method.getName().equals(name))
                .filter(method -> fits(method.getParameterTypes(), row))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type.getName() + " has no " + name + Arrays.toString(row)));
    }

    private static boolean fits(Class<?>[] types, Object[] row) {
        if (types.length != row.length) {
            return false;
        }
        for (int i = 0; i < row.length; i++) {
            Class<?> type = BOXES.getOrDefault(types[i], types[i]);
            if (!type.isInstance(row[i])) {
                return false;
            }
        }
        return true;
    }

    private static final Map<Class<?>, Class<?>> BOXES =
            Map.of(int.class, Integer.class, long.class, Long.class, boolean.class, Boolean.class);

    private static List<Object[]> combine(List<List<@Nullable Object>> arguments) {
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[0]);
        for (List<@Nullable Object> choice : arguments) {
            List<Object[]> longer = new ArrayList<>();
            for (Object[] row : rows) {
                for (Object value : choice) {
                    Object[] next = Arrays.copyOf(row, row.length + 1);
                    next[row.length] = value;
                    longer.add(next);
                }
            }
            rows = longer;
        }
        return rows;
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("b", "2");
        properties.setProperty("a", "1");
        return properties;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
