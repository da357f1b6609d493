package io.apogeemq.client.consume.offset;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONException;
import com.alibaba.fastjson2.JSONObject;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of {@code offsets.json}: a map whose keys are objects, which no JSON library writes alike (spec/client.md 38).
 * Written letter by letter as clients of the 5.x line do; read with any white space between.
 *
 * <pre>
 * {
 * 	"offsetTable":{
 * 		{
 * 			"brokerName":"broker-a",
 * 			"queueId":3,
 * 			"topic":"TestTopic"
 * 		}:12
 * 	}
 * }
 * </pre>
 */
final class OffsetJson {
    private static final Pattern START = Pattern.compile("\\s*\\{\\s*\"?offsetTable\"?\\s*:\\s*\\{\\s*");
    private static final Pattern ENTRY = Pattern.compile("(\\{[^{}]*\\})\\s*:\\s*(-?\\d{1,19})\\s*(,\\s*)?");
    private static final Pattern END = Pattern.compile("\\}\\s*\\}\\s*");
    private static final Pattern NOTHING = Pattern.compile("\\s*\\{\\s*\\}\\s*");

    private OffsetJson() {}

    static String write(Map<BrokerQueue, Long> offsets) {
        if (offsets.isEmpty()) {
            return "{\n\t\"offsetTable\":{}\n}";
        }
        StringBuilder text = new StringBuilder("{\n\t\"offsetTable\":{");
        String separator = "\n";
        for (Map.Entry<BrokerQueue, Long> entry : new TreeMap<>(offsets).entrySet()) {
            BrokerQueue queue = entry.getKey();
            text.append(separator)
                    .append("\t\t{\n\t\t\t\"brokerName\":")
                    .append(JSON.toJSONString(queue.brokerName()))
                    .append(",\n\t\t\t\"queueId\":")
                    .append(queue.queueId())
                    .append(",\n\t\t\t\"topic\":")
                    .append(JSON.toJSONString(queue.topic()))
                    .append("\n\t\t}:")
                    .append(entry.getValue());
            separator = ",\n";
        }
        return text.append("\n\t}\n}").toString();
    }

    /** @throws BadOffsets when the text is not such a map, or was cut */
    static Map<BrokerQueue, Long> read(String text) throws BadOffsets {
        Map<BrokerQueue, Long> offsets = new HashMap<>();
        Matcher matcher = START.matcher(text);
        if (!matcher.lookingAt()) {
            if (NOTHING.matcher(text).matches()) {
                return offsets;
            }
            throw new BadOffsets("it does not begin with an offsetTable");
        }
        int at = matcher.end();
        matcher.usePattern(ENTRY);
        while (matcher.region(at, text.length()).lookingAt()) {
            offsets.put(queue(matcher.group(1)), offset(matcher.group(2)));
            at = matcher.end();
        }
        if (!matcher.usePattern(END).matches()) {
            throw new BadOffsets("what stands at character " + at + " is neither an entry nor the end");
        }
        return offsets;
    }

    private static BrokerQueue queue(String key) throws BadOffsets {
        try {
            JSONObject fields = JSON.parseObject(key);
            String topic = fields.getString("topic");
            String broker = fields.getString("brokerName");
            if (topic == null || broker == null) {
                throw new BadOffsets("a key lacks its topic or brokerName: " + key);
            }
            return new BrokerQueue(broker, fields.getIntValue("queueId"), topic);
        } catch (JSONException e) {
            throw new BadOffsets("a key is no JSON: " + key);
        }
    }

    private static long offset(String digits) throws BadOffsets {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new BadOffsets("an offset does not fit 64 bits: " + digits);
        }
    }

    /** The text is not what an offsets file holds. */
    static final class BadOffsets extends Exception {
        private static final long serialVersionUID = 1;

        BadOffsets(String message) {
            super(message, null, false, false);
        }
    }
}
