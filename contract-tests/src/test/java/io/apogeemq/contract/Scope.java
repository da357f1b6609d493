package io.apogeemq.contract;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is compared: the packages that programs name, and the types that their offered signatures name. */
final class Scope {
    private static final String ROOT = "org/apache/rocketmq/";

    private static final Set<String> PACKAGES = Set.of(
            "client",
            "client/producer",
            "client/producer/selector",
            "client/consumer",
            "client/consumer/listener",
            "client/consumer/rebalance",
            "client/consumer/store",
            "client/exception",
            "client/hook",
            "client/trace",
            "client/trace/hook",
            "client/utils",
            "common/message",
            "common/consumer",
            "common/filter",
            "remoting/exception",
            "acl/common");

    /** Of packages that hold more than programs name. */
    private static final Set<String> TYPES =
            Set.of("remoting/RPCHook", "tools/admin/MQAdminExt", "tools/admin/DefaultMQAdminExt");

    private final Faces released;
    private final NotOffered notOffered;
    private final Map<String, Face> types = new TreeMap<>();

    Scope(Faces released, NotOffered notOffered) {
        this.released = released;
        this.notOffered = notOffered;
        Queue<String> open = new ArrayDeque<>();
        released.names().stream().filter(Scope::isNamed).forEach(open::add);
        for (String name = open.poll(); name != null; name = open.poll()) {
            Face face = released.find(name).orElse(null);
            if (face == null || !face.visible() || !name.startsWith(ROOT) || notOffered.isInside(name)) {
                continue;
            }
            if (types.put(name, face) == null && !notOffered.holdsType(name)) {
                touched(face).forEach(open::add);
            }
        }
    }

    /** The released types by name. */
    Map<String, Face> types() {
        return types;
    }

    private Stream<String> touched(Face face) {
        Stream<String> above = Stream.concat(Stream.ofNullable(face.parent()), face.interfaces().stream());
        return Stream.concat(
                above,
                face.members().values().stream()
                        .filter(member -> member.visible() && !notOffered.holds(face.name(), member))
                        .flatMap(member -> member.types().stream()));
    }

    private static boolean isNamed(String name) {
        if (!name.startsWith(ROOT)) {
            return false;
        }
        String bare = name.substring(ROOT.length());
        int slash = bare.lastIndexOf('/');
        return TYPES.contains(bare) || slash > 0 && PACKAGES.contains(bare.substring(0, slash));
    }
}
