package io.apogeemq.broker.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.broker.settings.ReplicaSettings;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.frame.Payload;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.remoting.Connection;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFiles;
import io.apogeemq.store.StoreSettings;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.simulation.SimulatedDisk;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a slave is sent over a connection that tells in the middle of a write whether it takes more, as sockets do. */
class ReplicaFeedTest {
    private static final InetSocketAddress HOST = new InetSocketAddress("127.0.0.1", 10912);
    private static final ReplicaSettings RULES =
            new ReplicaSettings("", 5000, 20_000, 1000, 1 << 20, 3000, 2, 1, false);

    private final Simulation simulation = new Simulation(1);
    private final SimulatedProcess process = simulation.process("master");
    private final Loop io = process.loop("io");
    private Store store;
    private ReplicaFeed feed;

    private final class Sudden implements Connection {
        private static final int BOUND = 3000;
        private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        private int waiting;
        private boolean writable = true;

        @Override
        public Loop loop() {
            return io;
        }

        @Override
        public InetSocketAddress remote() {
            return HOST;
        }

        @Override
        public InetSocketAddress local() {
            return HOST;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void write(byte[] head, int headLength, Payload body) {
            byte[] headNow = head.clone();
            waiting += headLength + (body == null ? 0 : body.length());
            if (writable && waiting > BOUND) {
                writable = false;
                feed.onWritable();
            }
            sent.write(headNow, 0, headLength);
            for (int i = 0; body != null && i < body.count(); i++) {
                byte[] part = new byte[body.length(i)];
                body.buffer(i).get(part);
                sent.writeBytes(part);
            }
            if (body != null) {
                body.release();
            }
        }

        @Override
        public void flush() {
            waiting = 0;
            if (!writable) {
                writable = true;
                feed.onWritable();
            }
        }

        @Override
        public boolean isWritable() {
            return writable;
        }

        @Override
        public void reading(boolean on) {
            // it reads on
        }

        @Override
        public void close(String why) {
            throw new AssertionError(why);
        }
    }

    private void fill() throws Exception {
        StoreFiles files = StoreFiles.defaults(Path.of("/store")).withLengths(64 << 10, 400);
        store = Store.open(StoreSettings.defaults(files), new SimulatedDisk(1), process);
        int[] written = new int[1];
        for (int i = 0; i < 300; i++) {
            io.execute(() -> append(written));
            simulation.runFor(5);
        }
        simulation.runUntil("all are written", 10_000, () -> written[0] == 300);
    }

    private void append(int[] written) {
        OutgoingRecord record = new OutgoingRecord().set("t", 0, 0, 0, 0, HOST, HOST, 0, 0, ByteBuffer.allocate(700));
        if (store.append(record) != AppendResult.APPENDED) {
            store.whenWritable(io, () -> append(written));
            return;
        }
        store.confirmations().await(record.endPosition(), Durability.MEMORY, io, missing -> written[0]++);
    }

    @Test
    void every_byte_is_sent_once_and_in_order() throws Exception {
        fill();
        Sudden connection = new Sudden();
        InSync inSync = new InSync(RULES, () -> store.written().get(), store::advanced);
        io.execute(() -> {
            feed = new ReplicaFeed(
                    connection, store, inSync, process.loop("disk"), simulation.clock(), RULES, () -> {});
            feed.onFrame(ByteBuffer.allocate(8));
        });
        long end = store.written().get();
        simulation.runUntil("all is sent", 10_000, () -> feed != null && feed.next() == end);

        ByteBuffer sent = ByteBuffer.wrap(connection.sent.toByteArray());
        long next = 0;
        while (sent.hasRemaining()) {
            assertThat(sent.getLong()).isEqualTo(next);
            int length = sent.getInt();
            sent.position(sent.position() + length);
            next += length;
        }
        assertThat(next).isEqualTo(end);
    }
}
