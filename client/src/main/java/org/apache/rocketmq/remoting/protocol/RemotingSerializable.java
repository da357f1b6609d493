package org.apache.rocketmq.remoting.protocol;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What travels as JSON: its properties are the members of the text. Text that is read never names classes. */
public abstract class RemotingSerializable {

    /** The value as JSON; null for null. */
    public static byte[] encode(Object obj) {
        return obj == null ? null : toJson(obj, false).getBytes(StandardCharsets.UTF_8);
    }

    public static String toJson(Object obj, boolean prettyFormat) {
        return prettyFormat ? JSON.toJSONString(obj, JSONWriter.Feature.PrettyFormat) : JSON.toJSONString(obj);
    }

    /** The value of the text; null for null. */
    public static <T> T decode(byte[] data, Class<T> classOfT) {
        return data == null ? null : fromJson(new String(data, StandardCharsets.UTF_8), classOfT);
    }

    /** The values of a text that is an array; null for null. */
    public static <T> List<T> decodeList(byte[] data, Class<T> classOfT) {
        return data == null ? null : JSON.parseArray(new String(data, StandardCharsets.UTF_8), classOfT);
    }

    public static <T> T fromJson(String json, Class<T> classOfT) {
        return JSON.parseObject(json, classOfT);
    }

    public byte[] encode() {
        return encode(this);
    }

    public byte[] encode(JSONWriter.Feature... features) {
        return JSON.toJSONString(this, features).getBytes(StandardCharsets.UTF_8);
    }

    public String toJson() {
        return toJson(false);
    }

    public String toJson(boolean prettyFormat) {
        return toJson(this, prettyFormat);
    }
}
