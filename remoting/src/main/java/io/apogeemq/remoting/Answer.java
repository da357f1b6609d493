package io.apogeemq.remoting;

import io.apogeemq.protocol.code.Language;
import io.apogeemq.protocol.header.Fields;
import io.apogeemq.protocol.header.HeaderCodec;
import org.jspecify.annotations.Nullable;

/**
 * What the other end answered.
 *
 * @param code response code; 0 is success
 * @param remark human text, often null
 * @param version of the answering process (spec/remoting.md 9)
 * @param fields its header
 * @param body empty when there is none
 */
public record Answer(int code, @Nullable String remark, int version, Language language, Fields fields, byte[] body) {

    public boolean isOk() {
        return code == 0;
    }

    /**
     * The header as a record.
     *
     * @throws io.apogeemq.protocol.header.BadHeader when it lacks a field
     */
    public <H> H header(HeaderCodec<H> codec) {
        return codec.read(fields);
    }

    @Override
    public String toString() {
        return "Answer[" + code + (remark == null ? "" : " " + remark) + ", " + body.length + " bytes]";
    }
}
