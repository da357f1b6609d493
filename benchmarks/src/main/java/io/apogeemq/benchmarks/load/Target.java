package io.apogeemq.benchmarks.load;

import io.apogeemq.protocol.frame.HeaderEncoding;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The broker under load.
 *
 * @param encoding of what is sent; answers are read in whichever encoding they come
 * @param pid of its process on this machine, for its cost; 0: unknown
 */
public record Target(InetSocketAddress broker, HeaderEncoding encoding, long pid) {

    /** What it has used until now; null when its process isn't known. */
    @Nullable
    CpuTime cpu() throws IOException {
        return pid == 0 ? null : CpuTime.of(pid);
    }

    /** All of its cost, which takes some time to find out; null when its process isn't known. */
    @Nullable
    ProcessCost cost() throws IOException {
        return pid == 0 ? null : ProcessCost.of(pid);
    }
}
