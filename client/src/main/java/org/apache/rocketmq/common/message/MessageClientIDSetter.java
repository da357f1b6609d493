package org.apache.rocketmq.common.message;

import io.apogeemq.client.core.LocalAddress;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.message.UniqueId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.Date;

/** Gives messages the ids by which programs know them (spec/messages.md 8). Any thread. */
public class MessageClientIDSetter {
    /** Static because the contract's methods are: one generator, so that no two ids of this process are equal. */
    private static final UniqueId IDS = new UniqueId(
            LocalAddress.bytes(),
            ProcessHandle.current().pid(),
            MessageClientIDSetter.class.getClassLoader().hashCode(),
            Clock.system(),
            ZoneId.systemDefault());

    public MessageClientIDSetter() {}

    public static String createUniqID() {
        return IDS.next();
    }

    /** Gives the message an id unless it has one. */
    public static void setUniqID(Message msg) {
        if (getUniqID(msg) == null) {
            msg.putProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX, createUniqID());
        }
    }

    /** Null when the message has none. */
    public static String getUniqID(Message msg) {
        return msg.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX);
    }

    /** When the id was made, if that was less than a month ago. */
    public static Date getNearlyTimeFromID(String msgID) {
        return Date.from(IDS.timeOf(msgID));
    }

    public static String getIPStrFromID(String msgID) {
        try {
            return InetAddress.getByAddress(getIPFromID(msgID)).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not a message id: " + msgID, e);
        }
    }

    public static byte[] getIPFromID(String msgID) {
        return UniqueId.addressOf(msgID);
    }

    public static int getPidFromID(String msgID) {
        return UniqueId.processOf(msgID);
    }

    /** Four bytes of the present time, for a host without an address. */
    public static byte[] createFakeIP() {
        return ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) Clock.system().millis())
                .array();
    }
}
