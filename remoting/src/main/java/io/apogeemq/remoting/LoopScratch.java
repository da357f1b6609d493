package io.apogeemq.remoting;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.frame.Head;
import io.apogeemq.protocol.frame.HeadWriter;
import java.util.concurrent.ConcurrentHashMap;

/** What the connections of one loop share, because only one of them is at work at a time. */
final class LoopScratch {
    final Head head = new Head();
    final HeadWriter writer = new HeadWriter();
    final LoopLoad load = new LoopLoad();

    /** One scratch per loop; asked once per connection. */
    static final class Table {
        private final ConcurrentHashMap<Loop, LoopScratch> byLoop = new ConcurrentHashMap<>();

        LoopScratch of(Loop loop) {
            return byLoop.computeIfAbsent(loop, unused -> new LoopScratch());
        }
    }
}
