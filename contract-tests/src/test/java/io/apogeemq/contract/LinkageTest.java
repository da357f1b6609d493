package io.apogeemq.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiled programs of others find everything that they name in our client. */
class LinkageTest {
    private static final String ROOT = "org/apache/rocketmq/";

    private final Faces ours = Faces.ofClassPath();
    private final NotOffered notOffered = NotOffered.read();
    private final Faces released = Faces.released("rocketmq-client-5", "rocketmq-common-5", "rocketmq-srvutil-5");

    /** The published examples, and the jar that programs with Spring use. */
    @ParameterizedTest
    @ValueSource(strings = {"rocketmq-example-5.5.0", "rocketmq-spring-boot-2.3.5"})
    void released_jars_find_what_they_name(String jar) {
        Faces programs = Faces.released(jar);
        Map<String, Set<String>> missing = new TreeMap<>();
        for (String program : programs.names()) {
            References references = References.of(programs.file(program));
            references.types().stream()
                    .filter(type -> type.startsWith(ROOT) && !programs.names().contains(type))
                    .filter(type -> ours.find(type).isEmpty() && !notOffered.holdsType(type))
                    .forEach(type -> note(missing, type, program));
            references.members().forEach(reference -> {
                String owner = reference.substring(0, reference.indexOf('#'));
                String key = reference.substring(owner.length() + 1);
                if (owner.startsWith(ROOT)
                        && ours.find(owner).isPresent()
                        && ours.resolve(owner, key).isEmpty()
                        && !isListed(owner, key)) {
                    note(missing, reference, program);
                }
            });
        }

        assertThat(describe(missing)).isEmpty();
    }

    private boolean isListed(String owner, String key) {
        Face.Member member = released.resolve(owner, key).orElse(null);
        return member != null && notOffered.holds(owner, member);
    }

    @Test
    void references_are_found_in_code_and_in_lambdas() {
        References references = References.of(programOf(LinkageTest.class));

        assertThat(references.types()).contains("java/util/TreeMap", "io/apogeemq/contract/Faces");
        assertThat(references.members())
                .contains("java/util/TreeMap#<init>()V", "io/apogeemq/contract/Faces#names()Ljava/util/Set;");
    }

    private static byte[] programOf(Class<?> type) {
        try (var in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return in.readAllBytes();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void note(Map<String, Set<String>> missing, String what, String program) {
        missing.computeIfAbsent(what, absent -> new TreeSet<>()).add(program.substring(program.lastIndexOf('/') + 1));
    }

    private static String describe(Map<String, Set<String>> missing) {
        StringBuilder lines = new StringBuilder();
        missing.forEach((what, programs) ->
                lines.append(what).append("  by ").append(programs).append('\n'));
        return lines.toString();
    }
}
