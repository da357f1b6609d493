package org.apache.rocketmq.common.message;

import java.nio.ByteBuffer;
import org.apache.rocketmq.common.TopicFilterType;

/** A message on its way into a store. */
public class MessageExtBrokerInner extends MessageExt {
    private static final long serialVersionUID = 7256001576878700634L;

    private String propertiesString;
    private long tagsCode;
    private transient ByteBuffer encodedBuff;
    private boolean encodeCompleted;
    private MessageVersion version = MessageVersion.MESSAGE_VERSION_V1;

    public ByteBuffer getEncodedBuff() {
        return encodedBuff;
    }

    public void setEncodedBuff(ByteBuffer encodedBuff) {
        this.encodedBuff = encodedBuff;
    }

    public static long tagsString2tagsCode(TopicFilterType filter, String tags) {
        return tagsString2tagsCode(tags);
    }

    /** What a queue notes of a tag; 0 for none. */
    public static long tagsString2tagsCode(String tags) {
        return tags == null || tags.isEmpty() ? 0 : tags.hashCode();
    }

    public String getPropertiesString() {
        return propertiesString;
    }

    public void setPropertiesString(String propertiesString) {
        this.propertiesString = propertiesString;
    }

    /** Takes the property out of the map and out of the text. */
    public void deleteProperty(String name) {
        super.clearProperty(name);
        if (propertiesString != null) {
            takeOutOfText(name);
        }
    }

    /** Takes out of the text whether the sender waits; the map keeps it. */
    public void removeWaitStorePropertyString() {
        if (propertiesString != null) {
            takeOutOfText(MessageConst.PROPERTY_WAIT_STORE_MSG_OK);
        }
    }

    private void takeOutOfText(String name) {
        var properties = MessageDecoder.string2messageProperties(propertiesString);
        properties.remove(name);
        propertiesString = MessageDecoder.messageProperties2String(properties);
    }

    public long getTagsCode() {
        return tagsCode;
    }

    public void setTagsCode(long tagsCode) {
        this.tagsCode = tagsCode;
    }

    public MessageVersion getVersion() {
        return version;
    }

    public void setVersion(MessageVersion version) {
        this.version = version;
    }

    public boolean isEncodeCompleted() {
        return encodeCompleted;
    }

    public void setEncodeCompleted(boolean encodeCompleted) {
        this.encodeCompleted = encodeCompleted;
    }

    /** Whether it is to be found in queues besides its own. */
    public boolean needDispatchLMQ() {
        String queues = getProperty(MessageConst.PROPERTY_INNER_MULTI_DISPATCH);
        return queues != null && !queues.isEmpty();
    }
}
