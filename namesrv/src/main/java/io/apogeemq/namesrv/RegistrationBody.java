package io.apogeemq.namesrv;

import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.CompressedRegistration;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.RegisterBrokerBody;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.protocol.code.Version;
import java.util.Map;
import java.util.zip.CRC32;

/** The forms in which brokers of all ages send their topics (spec/requests.md, REGISTER_BROKER). */
final class RegistrationBody {
    private RegistrationBody() {}

    /**
     * Whether the body arrived as it was sent.
     *
     * @param expected as the header says; 0 for a sender that doesn't tell
     */
    static boolean isIntact(byte[] body, int expected) {
        if (expected == 0) {
            return true;
        }
        CRC32 crc = new CRC32();
        crc.update(body);
        return ((int) crc.getValue() & 0x7FFFFFFF) == expected;
    }

    /**
     * @param version of the sender
     * @param compressed what its header says; some say nothing and compress all the same
     * @throws BadBody when it is none of the forms
     */
    static TopicTableBody read(byte[] body, int version, boolean compressed) {
        if (body.length == 0) {
            return TopicTableBody.of(DataVersion.NONE, Map.of());
        }
        if (compressed || CompressedRegistration.isCompressed(body)) {
            return CompressedRegistration.read(body, version).topicTable();
        }
        return version >= Version.V3_0_11
                ? RegisterBrokerBody.BODY.read(body).topicTable()
                : TopicTableBody.BODY.read(body);
    }
}
