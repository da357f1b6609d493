package org.apache.rocketmq.remoting.protocol;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.frame.BadFrame;
import io.apogeemq.protocol.frame.Frame;
import io.apogeemq.protocol.frame.Head;
import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.HeaderEncoding;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.rocketmq.remoting.CommandCallback;
import org.apache.rocketmq.remoting.CommandCustomHeader;
import org.apache.rocketmq.remoting.exception.RemotingCommandException;

/**
 * A request or answer as an {@link org.apache.rocketmq.remoting.RPCHook} sees it: its code, its header as text fields and
 * its body. It is not what is sent (that is the engine's own form); only the fields that a hook changes are taken over.
 *
 * <p>Programs that speak the protocol themselves write and read frames with it ({@link #encode}, {@link #decode}).
 */
@SuppressWarnings("NonApiType") // the published signatures say HashMap
public class RemotingCommand {
    public static final String SERIALIZE_TYPE_PROPERTY = "rocketmq.serialize.type";
    public static final String SERIALIZE_TYPE_ENV = "ROCKETMQ_SERIALIZE_TYPE";
    public static final String REMOTING_VERSION_KEY = "rocketmq.remoting.version";

    /** What an answer says until somebody has set its code. */
    private static final int SYSTEM_ERROR = 1;

    private static final AtomicInteger IDS = new AtomicInteger();

    private int code;
    private LanguageCode language = LanguageCode.JAVA;
    private int version;
    private int opaque = createNewRequestId();
    private int flag;
    private String remark;
    private HashMap<String, String> extFields;
    private byte[] body;
    private SerializeType serializeTypeCurrentRPC = getSerializeTypeConfigInThisServer();
    private CommandCustomHeader customHeader;
    private boolean suspended;
    private List<CommandCallback> callbackList;

    protected RemotingCommand() {}

    /** The header may be null. */
    public static RemotingCommand createRequestCommand(int code, CommandCustomHeader customHeader) {
        RemotingCommand command = new RemotingCommand();
        command.code = code;
        command.customHeader = customHeader;
        setCmdVersion(command);
        return command;
    }

    public static RemotingCommand createResponseCommandWithHeader(int code, CommandCustomHeader customHeader) {
        RemotingCommand command = createResponseCommand(code, null);
        command.customHeader = customHeader;
        return command;
    }

    public static RemotingCommand createResponseCommand(Class<? extends CommandCustomHeader> classHeader) {
        return createResponseCommand(SYSTEM_ERROR, "not set any response code", classHeader);
    }

    public static RemotingCommand buildErrorResponse(
            int code, String remark, Class<? extends CommandCustomHeader> classHeader) {
        return createResponseCommand(code, remark, classHeader);
    }

    public static RemotingCommand buildErrorResponse(int code, String remark) {
        return createResponseCommand(code, remark);
    }

    /** With an empty header of that class. */
    public static RemotingCommand createResponseCommand(
            int code, String remark, Class<? extends CommandCustomHeader> classHeader) {
        RemotingCommand command = createResponseCommand(code, remark);
        if (classHeader != null) {
            command.customHeader = CustomHeaders.make(classHeader);
        }
        return command;
    }

    public static RemotingCommand createResponseCommand(int code, String remark) {
        RemotingCommand command = new RemotingCommand();
        command.code = code;
        command.remark = remark;
        command.markResponseType();
        setCmdVersion(command);
        return command;
    }

    /** The version that this process says it is, if anybody has said so. */
    protected static void setCmdVersion(RemotingCommand cmd) {
        cmd.version = Integer.getInteger(REMOTING_VERSION_KEY, cmd.version);
    }

    /** Reads a frame without its length. */
    public static RemotingCommand decode(byte[] array) throws RemotingCommandException {
        return decode(ByteBuffer.wrap(array));
    }

    /** Reads a frame without its length, from the buffer's position to its limit. */
    public static RemotingCommand decode(ByteBuffer byteBuffer) throws RemotingCommandException {
        Head head = new Head();
        try {
            head.read(byteBuffer);
        } catch (BadFrame e) {
            throw new RemotingCommandException("decode error, " + e.getMessage(), e);
        }
        RemotingCommand command = new RemotingCommand();
        command.code = head.code();
        command.language = LanguageCode.getCode(head.language().name());
        command.version = head.version();
        command.opaque = head.opaque();
        command.flag = (head.isResponse() ? Frame.RESPONSE : 0) | (head.isOneway() ? Frame.ONEWAY : 0);
        command.remark = head.remark();
        for (int i = 0; i < head.count(); i++) {
            command.addExtField(head.name(i), head.text(i));
        }
        command.serializeTypeCurrentRPC =
                head.encoding() == HeaderEncoding.BINARY ? SerializeType.ROCKETMQ : SerializeType.JSON;
        if (byteBuffer.hasRemaining()) {
            command.body = new byte[byteBuffer.remaining()];
            byteBuffer.get(command.body);
        }
        return command;
    }

    /** The length of the header, out of a frame's header word. */
    public static int getHeaderLength(int length) {
        return length & Frame.MAX_HEADER_LENGTH;
    }

    /** The encoding of the header, out of a frame's header word; null for one that is not known. */
    public static SerializeType getProtocolType(int source) {
        return SerializeType.valueOf((byte) (source >>> 24));
    }

    /** A frame's header word. */
    public static int markProtocolType(int source, SerializeType type) {
        return type.getCode() << 24 | getHeaderLength(source);
    }

    public static int createNewRequestId() {
        return IDS.getAndIncrement();
    }

    /** The encoding that the process uses. */
    public static SerializeType getSerializeTypeConfigInThisServer() {
        String text = System.getProperty(SERIALIZE_TYPE_PROPERTY, System.getenv(SERIALIZE_TYPE_ENV));
        return text == null || text.isBlank() ? SerializeType.JSON : SerializeType.valueOf(text);
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

    /** The header as it was given, or decoded last. */
    public CommandCustomHeader readCustomHeader() {
        return customHeader;
    }

    public void writeCustomHeader(CommandCustomHeader customHeader) {
        this.customHeader = customHeader;
    }

    public <T extends CommandCustomHeader> T decodeCommandCustomHeader(Class<T> classHeader)
            throws RemotingCommandException {
        return decodeCommandCustomHeader(classHeader, false);
    }

    /**
     * The header's fields as an object of that class: the one that has been decoded already, if it is of that class.
     *
     * @param isCached whether that may be
     */
    public <T extends CommandCustomHeader> T decodeCommandCustomHeader(Class<T> classHeader, boolean isCached)
            throws RemotingCommandException {
        if (isCached && classHeader.isInstance(customHeader)) {
            return classHeader.cast(customHeader);
        }
        T header = decodeCommandCustomHeaderDirectly(classHeader, false);
        customHeader = header;
        return header;
    }

    /** The header's fields as an object of that class. */
    public <T extends CommandCustomHeader> T decodeCommandCustomHeaderDirectly(
            Class<T> classHeader, boolean useFastEncode) throws RemotingCommandException {
        T header = CustomHeaders.make(classHeader);
        CustomHeaders.fill(header, extFields == null ? Map.of() : extFields);
        return header;
    }

    /** Puts the values of the header among the text fields. */
    public void makeCustomHeaderToNet() {
        if (customHeader != null) {
            CustomHeaders.fields(customHeader).forEach(this::addExtField);
        }
    }

    /** The whole frame. */
    public ByteBuffer encode() {
        HeadWriter head = head(body == null ? 0 : body.length);
        int length = ByteBuffer.wrap(head.bytes()).getInt() + Integer.BYTES;
        int bodyLength = body == null ? 0 : body.length;
        ByteBuffer frame = ByteBuffer.allocate(length).put(head.bytes(), 0, length - bodyLength);
        if (body != null) {
            frame.put(body);
        }
        return frame.flip();
    }

    /** The frame up to its body. */
    public ByteBuffer encodeHeader() {
        return encodeHeader(body == null ? 0 : body.length);
    }

    /** The frame up to its body, which has that length. */
    public ByteBuffer encodeHeader(int bodyLength) {
        HeadWriter head = head(bodyLength);
        int length = ByteBuffer.wrap(head.bytes()).getInt() + Integer.BYTES - bodyLength;
        return ByteBuffer.allocate(length).put(head.bytes(), 0, length).flip();
    }

    private HeadWriter head(int bodyLength) {
        makeCustomHeaderToNet();
        HeaderEncoding encoding =
                serializeTypeCurrentRPC == SerializeType.ROCKETMQ ? HeaderEncoding.BINARY : HeaderEncoding.JSON;
        HeadWriter head = new HeadWriter()
                .begin(encoding, code, Language.valueOf(language.name()), version, opaque, flag, remark)
                .fields(extFields == null ? Map.of() : extFields);
        head.finish(bodyLength);
        return head;
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
        flag |= Frame.RESPONSE;
    }

    public boolean isResponseType() {
        return (flag & Frame.RESPONSE) != 0;
    }

    public void markOnewayRPC() {
        flag |= Frame.ONEWAY;
    }

    public boolean isOnewayRPC() {
        return (flag & Frame.ONEWAY) != 0;
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

    public boolean isSuspended() {
        return suspended;
    }

    public void setSuspended(boolean suspended) {
        this.suspended = suspended;
    }

    public List<CommandCallback> getCallbackList() {
        return callbackList;
    }

    public void setCallbackList(List<CommandCallback> callbackList) {
        this.callbackList = callbackList;
    }

    @Override
    public String toString() {
        return "RemotingCommand [code=" + code + ", language=" + language + ", version=" + version + ", opaque="
                + opaque + ", flag(B)=" + Integer.toBinaryString(flag) + ", remark=" + remark + ", extFields="
                + extFields + ", serializeTypeCurrentRPC=" + serializeTypeCurrentRPC + "]";
    }
}
