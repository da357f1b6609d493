package io.apogeemq.remoting.netty;

import io.apogeemq.concurrent.OwnedBy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Memory that the connections of one loop gather answers in, one after the other: a socket nearly always takes all of it at
 * once, and then the same memory, which the processor still holds, serves the next one. It has room for three pulls of 32
 * messages of 1 KiB, so that they go out in one piece.
 */
@OwnedBy("the loop")
final class SpareBuffer {
    private static final int CAPACITY = 128 << 10;

    private @Nullable ByteBuf buffer;
    private boolean taken;

    /**
     * The buffer, empty; whoever has it says so when it has written it, by {@link #giveBack}.
     *
     * @return null while a connection, or a socket that does not take it, has it, and when it is too small
     */
    @Nullable
    ByteBuf take(int length) {
        if (taken || length > CAPACITY) {
            return null;
        }
        ByteBuf present = buffer;
        if (present == null) {
            // not an allocator's: it is never given back, only left to the collector with the loop
            present = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(CAPACITY));
            buffer = present;
        } else if (present.refCnt() > 1) {
            return null;
        }
        taken = true;
        // the socket releases it once
        return present.clear().retain();
    }

    void giveBack() {
        taken = false;
    }
}
