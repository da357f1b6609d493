package io.apogeemq.store;

import io.apogeemq.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Layouts of RocketMQ that are not read here. A broker that started on one would serve a part of its messages, or none, and
 * number new ones over the old: so they are told by what only they leave behind, before anything is touched.
 */
final class ForeignLayout {
    /** Every RocksDB directory has a file of that name. */
    private static final String ROCKS_MARK = "CURRENT";

    private static final String MOVE =
            "let RocketMQ serve it until its messages are consumed, and set storePathRootDir" + " to another directory";

    private final Disk disk;
    private final Path root;

    private ForeignLayout(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    /** What was found there and what to do, in one line; empty when the directory can be served, or isn't there yet. */
    static Optional<String> find(Disk disk, Path root) throws IOException {
        return new ForeignLayout(disk, root).find();
    }

    private Optional<String> find() throws IOException {
        for (String name : List.of("consumequeue", "consumequeue_rocksdb", "consumequeue_r")) {
            if (isRocks(name)) {
                return refuse(name, "keeps queues in RocksDB (storeType=defaultRocksDB): " + MOVE);
            }
        }
        for (String name : List.of("topics", "subscriptionGroups", "consumerOffsets", "metadata")) {
            if (isRocks("config/" + name)) {
                return refuse(
                        "config/" + name,
                        "keeps a table in RocksDB: let RocketMQ write it to a JSON file (rocksDBConfigToJson of mqadmin),"
                                + " then take this directory away");
            }
        }
        for (String name : disk.list(root)) {
            if (name.startsWith("dledger-") && holdsSomething(name)) {
                return refuse(name, "is the log of a DLedger group (enableDLegerCommitLog=true): " + MOVE);
            }
        }
        if (holdsSomething("batchconsumequeue")) {
            return refuse("batchconsumequeue", "holds queues of batch topics (queue.type=BatchCQ): " + MOVE);
        }
        return Optional.empty();
    }

    private boolean isRocks(String name) throws IOException {
        return disk.list(root.resolve(name)).contains(ROCKS_MARK);
    }

    private boolean holdsSomething(String name) throws IOException {
        return !disk.list(root.resolve(name)).isEmpty();
    }

    private Optional<String> refuse(String name, String why) {
        return Optional.of(root.resolve(name) + " " + why);
    }
}
