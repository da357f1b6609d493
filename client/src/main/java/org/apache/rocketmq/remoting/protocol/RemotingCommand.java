package org.apache.rocketmq.remoting.protocol;

import java.util.HashMap;
import java.util.Map;

/**
 * A request or answer as an {@link org.apache.rocketmq.remoting.RPCHook} sees it: its code, its header as text fields and
 * its body. It is not what is sent (that is the engine's own form); only the fields that a hook changes are taken over.
 */
@SuppressWarnings("NonApiType") // the published signatures say HashMap
public class RemotingCommand {
    public static final String SERIALIZE_TYPE_PROPERTY = "rocketmq.serialize.type";
    public static final String SERIALIZE_TYPE_ENV = "ROCKETMQ_SERIALIZE_TYPE";
    public static final String REMOTING_VERSION_KEY = "rocketmq.remoting.version";

    private static final int RESPONSE = 1;
    private static final int ONE_WAY = 2;

    private int code;
    private LanguageCode language = LanguageCode.JAVA;
    private int version;
    private int opaque;
    private int flag;
    private String remark;
    private HashMap<String, String> extFields;
    private byte[] body;
    private SerializeType serializeTypeCurrentRPC = SerializeType.JSON;

    protected RemotingCommand() {}

    public static RemotingCommand createResponseCommand(int code, String remark) {
        RemotingCommand command = new RemotingCommand();
        command.code = code;
        command.remark = remark;
        command.markResponseType();
        return command;
    }

    /** A command with these parts; the engine's way to show a request or an answer to a hook. */
    public static RemotingCommand of(int code, int opaque, int flag, Map<String, String> extFields, byte[] body) {
        RemotingCommand command = new RemotingCommand();
        command.code = code;
        command.opaque = opaque;
        command.flag = flag;
        command.extFields = new HashMap<>(extFields);
        command.body = body;
        return command;
    }

    public int getCode() {
        return code;
    }

    public void setCode(int code) {
        this.code = code;
    }

    public LanguageCode getLanguage() {
        return language;
    }

    public void setLanguage(LanguageCode language) {
        this.language = language;
    }

    public int getVersion() {
        return version;
    }

    public void setVersion(int version) {
        this.version = version;
    }

    public int getOpaque() {
        return opaque;
    }

    public void setOpaque(int opaque) {
        this.opaque = opaque;
    }

    public int getFlag() {
        return flag;
    }

    public void setFlag(int flag) {
        this.flag = flag;
    }

    public void markResponseType() {
        flag |= RESPONSE;
    }

    public boolean isResponseType() {
        return (flag & RESPONSE) != 0;
    }

    public void markOnewayRPC() {
        flag |= ONE_WAY;
    }

    public boolean isOnewayRPC() {
        return (flag & ONE_WAY) != 0;
    }

    public RemotingCommandType getType() {
        return isResponseType() ? RemotingCommandType.RESPONSE_COMMAND : RemotingCommandType.REQUEST_COMMAND;
    }

    public String getRemark() {
        return remark;
    }

    public void setRemark(String remark) {
        this.remark = remark;
    }

    /** All fields of the header, the map itself. */
    public HashMap<String, String> getExtFields() {
        return extFields;
    }

    public void setExtFields(HashMap<String, String> extFields) {
        this.extFields = extFields;
    }

    public void addExtField(String key, String value) {
        if (extFields == null) {
            extFields = new HashMap<>();
        }
        extFields.put(key, value);
    }

    public void addExtFieldIfNotExist(String key, String value) {
        if (extFields == null || extFields.get(key) == null) {
            addExtField(key, value);
        }
    }

    public byte[] getBody() {
        return body;
    }

    public void setBody(byte[] body) {
        this.body = body;
    }

    public SerializeType getSerializeTypeCurrentRPC() {
        return serializeTypeCurrentRPC;
    }

    public void setSerializeTypeCurrentRPC(SerializeType serializeTypeCurrentRPC) {
        this.serializeTypeCurrentRPC = serializeTypeCurrentRPC;
    }

    @Override
    public String toString() {
        return "RemotingCommand [code=" + code + ", language=" + language + ", version=" + version + ", opaque="
                + opaque + ", flag(B)=" + Integer.toBinaryString(flag) + ", remark=" + remark + ", extFields="
                + extFields + ", serializeTypeCurrentRPC=" + serializeTypeCurrentRPC + "]";
    }
}
