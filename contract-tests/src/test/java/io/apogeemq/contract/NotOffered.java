package io.apogeemq.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The list of what the contract leaves out, {@code client/not-offered.txt}: a line that begins at the margin is a reason,
 * the indented ones behind it are what it holds for. {@code #} begins a remark.
 *
 * <p>An entry is a beginning of names ({@code org.apache.rocketmq.client.impl.*}: the insides, which count as
 * neither offered nor missing), a type with all its members, or a member ({@code org.apache...Type#name(Text, long)}).
 */
final class NotOffered {
    private static final String FILE = "client/not-offered.txt";

    private final Map<String, String> reasons = new LinkedHashMap<>();
    private final Set<String> repeated = new TreeSet<>();

    private NotOffered() {}

    static NotOffered read() {
        NotOffered list = new NotOffered();
        String reason = "";
        try {
            for (String line : Files.readAllLines(projectRoot().resolve(FILE))) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (!line.startsWith(" ")) {
                    reason = line.trim();
                } else if (list.reasons.put(line.trim(), reason) != null) {
                    list.repeated.add(line.trim());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return list;
    }

    /** Entries without a reason, and those that stand there twice. */
    Set<String> faults() {
        Set<String> faults = new TreeSet<>(repeated);
        reasons.forEach((entry, reason) -> {
            if (reason.isEmpty()) {
                faults.add(entry);
            }
        });
        return faults;
    }

    /** All entries but those for the insides. */
    Set<String> entries() {
        Set<String> entries = new TreeSet<>();
        for (String entry : reasons.keySet()) {
            if (!entry.endsWith("*")) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** Whether the type belongs to the insides. */
    boolean isInside(String type) {
        String name = dotted(type);
        return reasons.keySet().stream()
                .anyMatch(entry -> entry.endsWith("*") && name.startsWith(entry.substring(0, entry.length() - 1)));
    }

    boolean holdsType(String type) {
        return reasons.containsKey(dotted(type));
    }

    boolean holds(String type, Face.Member member) {
        return holdsType(type) || reasons.containsKey(entry(type, member));
    }

    static String entry(String type, Face.Member member) {
        return dotted(type) + "#" + member.text(type);
    }

    static String dotted(String type) {
        return type.replace('/', '.');
    }

    private static Path projectRoot() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("contract-tests")) ? here : here.getParent();
    }
}
