package io.apogeemq.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.frame.HeaderEncoding;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Frames that look like requests of the protocol, and are nearly ones: every code, both headers, the fields that any
 * request has with likely values, some of them changed, bodies as they belong to some request, cut, torn or changed.
 *
 * <p>They never name what the witness uses, nor the broker itself: who deletes a topic by its name has deleted it.
 */
final class RandomFrames {
    /** What requests that go well may name. */
    private static final List<String> NAMES = List.of(
            "Fuzz",
            "FuzzGroup",
            "Other",
            "%RETRY%FuzzGroup",
            "%DLQ%FuzzGroup",
            "TBW102",
            "SCHEDULE_TOPIC_XXXX",
            "SELF_TEST_TOPIC",
            "RMQ_SYS_TRACE_TOPIC",
            "OFFSET_MOVED_EVENT",
            "ORDER_TOPIC_CONFIG");

    private static final List<String> BAD_NAMES = List.of(
            "",
            " ",
            ".",
            "..",
            "../x",
            "/tmp/x",
            "a/b",
            "a\\b",
            "a\nb",
            "a\u0000b",
            "a\u0001b\u0002c",
            "\u4f60\u597d",
            "\ud83d\ude00",
            "%",
            "%RETRY%",
            "%DLQ%",
            "*",
            "|",
            "a|b",
            "a@b",
            "a%b%",
            "null",
            "{}",
            "CON",
            "~");

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "2",
            "7",
            "32",
            "1000",
            "32767",
            "32768",
            "65536",
            "2147483647",
            "-2147483648",
            "2147483648",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "1e9",
            "0x10",
            "1.5",
            "+3",
            " 4",
            "",
            "abc",
            "true",
            "false",
            "NaN");

    /** By field: a value with which the request is a likely one. The short ones are those of SEND_MESSAGE_V2. */
    private static final Map<String, String> LIKELY = likely();

    private static final List<String> BODIES = List.of(
            "{\"clientID\":\"fuzz@1\",\"consumerDataSet\":[{\"consumeFromWhere\":\"CONSUME_FROM_LAST_OFFSET\",\"consumeType\":"
                    + "\"CONSUME_PASSIVELY\",\"groupName\":\"FuzzGroup\",\"messageModel\":\"CLUSTERING\",\"subscriptionDataSet\":"
                    + "[{\"classFilterMode\":false,\"codeSet\":[65],\"expressionType\":\"TAG\",\"subString\":\"A\",\"subVersion\":1,"
                    + "\"tagsSet\":[\"A\"],\"topic\":\"Fuzz\"}],\"unitMode\":false}],\"producerDataSet\":[{\"groupName\":\"p\"}]}",
            "{\"clientId\":\"fuzz@1\",\"consumerGroup\":\"FuzzGroup\",\"mqSet\":[{\"brokerName\":\"x\",\"queueId\":0,\"topic\":\"Fuzz\"}]}",
            "{\"clientId\":\"fuzz@1\",\"consumeTimestamp\":1,\"group\":\"FuzzGroup\",\"topic\":\"Fuzz\",\"subscriptionData\":{\"topic\":\"Fuzz\"}}",
            "{\"offsetTable\":{{\"brokerName\":\"x\",\"queueId\":0,\"topic\":\"Fuzz\"}:7}}",
            "{\"groupName\":\"FuzzGroup\",\"consumeEnable\":true,\"retryQueueNums\":1,\"retryMaxTimes\":16,\"brokerId\":0}",
            "{\"topicConfigSerializeWrapper\":{\"dataVersion\":{\"counter\":1,\"stateVersion\":0,\"timestamp\":1},\"topicConfigTable\":"
                    + "{\"Fuzz\":{\"perm\":6,\"readQueueNums\":4,\"topicName\":\"Fuzz\",\"writeQueueNums\":4},\"Other\":{\"perm\":6,"
                    + "\"readQueueNums\":4,\"topicName\":\"Other\",\"writeQueueNums\":4}}},\"filterServerList\":[]}",
            "{\"queueDatas\":[{\"brokerName\":\"x\",\"perm\":6,\"readQueueNums\":4,\"topicSysFlag\":0,\"writeQueueNums\":4}]}",
            "{\"counter\":1,\"stateVersion\":0,\"timestamp\":1}",
            "{\"topicConfigList\":[{\"perm\":6,\"readQueueNums\":4,\"topicName\":\"Fuzz\",\"writeQueueNums\":4}]}",
            "noSuchKey=1\nneitherThis\\u0041=2\n",
            "[]",
            "{}",
            "null");

    private static final int LONG_TEXT = 1 << 20;
    private static final int SOME_BYTES = 3000;

    private final Random random;
    private final List<Integer> codes = codes();

    RandomFrames(Random random) {
        this.random = random;
    }

    private static List<Integer> codes() {
        List<Integer> codes = new ArrayList<>();
        for (Field field : RequestCode.class.getFields()) {
            try {
                codes.add(field.getInt(null));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return codes;
    }

    private static Map<String, String> likely() {
        Map<String, String> likely = new LinkedHashMap<>();
        for (String name : Set.of("topic", "b", "originTopic", "lastKey", "key")) {
            likely.put(name, "Fuzz");
        }
        for (String name : Set.of("consumerGroup", "producerGroup", "group", "groupName", "a")) {
            likely.put(name, "FuzzGroup");
        }
        for (String name : Set.of(
                "queueId",
                "queueOffset",
                "commitOffset",
                "commitLogOffset",
                "offset",
                "sysFlag",
                "flag",
                "subVersion",
                "e",
                "f",
                "h",
                "j",
                "topicSysFlag",
                "groupSysFlag",
                "suspendTimeoutMillis",
                "beginTimestamp",
                "timestamp",
                "brokerId",
                "tranStateTableOffset",
                "delayLevel",
                "reconsumeTimes",
                "bornTimestamp",
                "g",
                "maxReconsumeTimes",
                "l",
                "popTime",
                "invisibleTime",
                "initMode",
                "order")) {
            likely.put(name, "0");
        }
        for (String name :
                Set.of("defaultTopicQueueNums", "d", "readQueueNums", "writeQueueNums", "maxMsgNums", "maxNum")) {
            likely.put(name, "4");
        }
        for (String name : Set.of("unitMode", "k", "m", "batch", "isForce", "cleanOffset", "force", "compressed")) {
            likely.put(name, "false");
        }
        likely.put("perm", "6");
        likely.put("defaultTopic", "TBW102");
        likely.put("c", "TBW102");
        likely.put("topicFilterType", "SINGLE_TAG");
        likely.put("subscription", "*");
        likely.put("expressionType", "TAG");
        likely.put("endTimestamp", "9999999999999");
        likely.put("clientId", "fuzz@1");
        likely.put("clientID", "fuzz@1");
        likely.put("cluster", "FuzzCluster");
        likely.put("clusterName", "FuzzCluster");
        likely.put("brokerName", "fuzz-broker");
        likely.put("brokerAddr", "127.0.0.1:1");
        likely.put("haServerAddr", "127.0.0.1:2");
        likely.put("namespace", "FuzzSpace");
        likely.put("value", "v");
        likely.put("properties", "TAGS\u0001A\u0002KEYS\u0001k\u0002");
        likely.put("i", "TAGS\u0001A\u0002KEYS\u0001k\u0002UNIQ_KEY\u000100\u0002");
        likely.put("msgId", "7F00000100002A9F0000000000000000");
        likely.put("offsetMsgId", "7F00000100002A9F0000000000000000");
        likely.put("originMsgId", "7F00000100002A9F0000000000000000");
        likely.put("commitOrRollback", "8");
        likely.put("fromTransactionCheck", "false");
        likely.put("transactionId", "t");
        likely.put("boundaryType", "lower");
        likely.put("attributes", "");
        likely.put("bornHost", "127.0.0.1");
        likely.put("storeHost", "127.0.0.1");
        likely.put("storeTimestamp", "0");
        likely.put("heartbeatTimeoutMillis", "1000");
        return likely;
    }

    /** Bytes to be written as they are; the connection may be of no use afterwards. */
    byte[] next(RawPeer peer) {
        int code = random.nextInt(20) == 0 ? random.nextInt() : codes.get(random.nextInt(codes.size()));
        HeaderEncoding encoding = random.nextInt(3) == 0 ? HeaderEncoding.BINARY : HeaderEncoding.JSON;
        int flag = random.nextInt(20) == 0 ? random.nextInt(8) : 0;
        byte[] frame = peer.frame(encoding, code, flag, fields(), body(code));
        return random.nextInt(25) == 0 ? torn(frame) : frame;
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>(LIKELY);
        if (random.nextInt(10) == 0) {
            fields.keySet().removeIf(name -> random.nextInt(10) == 0);
        }
        List<String> names = List.copyOf(fields.keySet());
        for (int changes = random.nextInt(5); changes > 0; changes--) {
            fields.put(names.get(random.nextInt(names.size())), value());
        }
        if (random.nextInt(30) == 0) {
            fields.put(value(), value());
        }
        return fields;
    }

    private String value() {
        int kind = random.nextInt(100);
        if (kind < 50) {
            return NUMBERS.get(random.nextInt(NUMBERS.size()));
        }
        if (kind < 70) {
            return NAMES.get(random.nextInt(NAMES.size()));
        }
        if (kind < 90) {
            return BAD_NAMES.get(random.nextInt(BAD_NAMES.size()));
        }
        if (kind < 98) {
            return new String(bytes(random.nextInt(300)), ISO_8859_1);
        }
        return "x".repeat(random.nextInt(kind == 99 ? LONG_TEXT : 70_000));
    }

    private byte[] body(int code) {
        if (code == RequestCode.SEND_BATCH_MESSAGE || random.nextInt(20) == 0) {
            return changed(batch());
        }
        return switch (random.nextInt(8)) {
            case 0 -> new byte[0];
            case 1 -> bytes(random.nextInt(SOME_BYTES));
            case 2 -> changed(BODIES.get(random.nextInt(BODIES.size())).getBytes(UTF_8));
            case 3 -> bytes(random.nextInt(200) == 0 ? 5 << 20 : 100);
            default -> BODIES.get(random.nextInt(BODIES.size())).getBytes(UTF_8);
        };
    }

    private byte[] batch() {
        ByteBuffer items = ByteBuffer.allocate(16 << 10);
        for (int i = random.nextInt(6); i >= 0; i--) {
            byte[] body = bytes(random.nextInt(200));
            byte[] properties = "TAGS\u0001A\u0002".getBytes(UTF_8);
            items.putInt(22 + body.length + properties.length)
                    .putInt(0)
                    .putInt(0)
                    .putInt(0);
            items.putInt(body.length)
                    .put(body)
                    .putShort((short) properties.length)
                    .put(properties);
        }
        byte[] batch = new byte[items.position()];
        items.flip().get(batch);
        return batch;
    }

    /** In half of the cases the same; otherwise with other bytes, or cut. */
    private byte[] changed(byte[] good) {
        if (good.length == 0 || random.nextBoolean()) {
            return good;
        }
        byte[] changed = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good;
        for (int i = random.nextInt(6); i > 0 && changed.length > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
    }

    /** With other lengths, another header type, other bytes anywhere, or cut. */
    private byte[] torn(byte[] frame) {
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        switch (random.nextInt(5)) {
            case 0 -> bytes.putInt(0, random.nextInt());
            case 1 -> bytes.putInt(4, random.nextInt(frame.length));
            case 2 -> bytes.put(4, (byte) random.nextInt());
            case 3 -> bytes.putInt(0, frame.length - 4 + random.nextInt(9) - 4);
            default -> {
                return Arrays.copyOf(frame, random.nextInt(frame.length));
            }
        }
        return frame;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
