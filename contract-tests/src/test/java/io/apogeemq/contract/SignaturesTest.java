package io.apogeemq.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** The public and protected signatures of the released 5.5.0, and ours. */
class SignaturesTest {
    private static final double LEAST_PERCENT = 97;

    private final NotOffered notOffered = NotOffered.read();
    private final Faces released = Faces.released(
            "rocketmq-client-5", "rocketmq-common-5", "rocketmq-remoting-5", "rocketmq-tools-5", "rocketmq-srvutil-5");
    private final Faces ours = Faces.ofClassPath();
    private final Scope scope = new Scope(released, notOffered);

    @Test
    void at_least_97_of_100_members_are_offered() {
        int all = 0;
        int offered = 0;
        for (Face type : scope.types().values()) {
            for (Face.Member member : type.members().values()) {
                if (member.visible()) {
                    all++;
                    offered += isOffered(type, member) ? 1 : 0;
                }
            }
        }
        double percent = 100.0 * offered / all;
        System.out.printf(
                "contract: %d types, %d of %d members offered: %.2f %%%n",
                scope.types().size(), offered, all, percent);

        assertThat(percent).isGreaterThanOrEqualTo(LEAST_PERCENT);
    }

    @Test
    void what_is_missing_stands_in_the_list_with_a_reason() {
        Set<String> unexplained = new TreeSet<>(notOffered.faults());
        each((type, member) -> {
            if (!isOffered(type, member) && !notOffered.holds(type.name(), member)) {
                unexplained.add(NotOffered.entry(type.name(), member));
            }
        });

        assertThat(String.join("\n", unexplained)).isEmpty();
    }

    @Test
    void what_stands_in_the_list_is_released_and_missing() {
        Set<String> stale = new TreeSet<>();
        for (String entry : notOffered.entries()) {
            String[] parts = entry.split("#");
            String type = parts[0].replace('.', '/');
            Face there = released.find(type).orElse(null);
            boolean missing = there != null
                    && (parts.length == 1
                            ? ours.find(type).isEmpty()
                            : there.members().values().stream()
                                    .filter(member -> member.text(type).equals(parts[1]))
                                    .anyMatch(member -> !isOffered(there, member)));
            if (!missing) {
                stale.add(entry);
            }
        }

        assertThat(String.join("\n", stale)).isEmpty();
    }

    @Test
    void a_program_still_compiles_with_what_is_offered() {
        List<String> other = new ArrayList<>();
        scope.types().forEach((name, type) -> {
            Face face = ours.find(name).orElse(null);
            if (face == null) {
                return;
            }
            if (face.isInterface() != type.isInterface()) {
                other.add(name + " is a class in one and an interface in the other");
            }
            for (String above : type.interfaces()) {
                if (!notOffered.holdsType(above) && !notOffered.isInside(above) && !ours.isA(name, above)) {
                    other.add(name + " does not implement " + above);
                }
            }
            String parent = type.parent();
            if (parent != null && !notOffered.isInside(parent) && !ours.isA(name, parent)) {
                other.add(name + " does not extend " + parent);
            }
        });
        BiPredicate<Face.Member, Face.Member> differ = (there, here) ->
                there.isStatic() != here.isStatic() || !there.failures().equals(here.failures());
        each((type, member) -> ours.resolve(type.name(), member.key())
                .filter(here -> differ.test(member, here))
                .ifPresent(here -> other.add(NotOffered.entry(type.name(), member) + " throws " + member.failures()
                        + ", ours " + here.failures() + (member.isStatic() == here.isStatic() ? "" : "; static"))));

        assertThat(String.join("\n", other)).isEmpty();
    }

    private boolean isOffered(Face type, Face.Member member) {
        return ours.find(type.name()).filter(Face::visible).isPresent()
                && ours.resolve(type.name(), member.key())
                        .filter(Face.Member::visible)
                        .isPresent();
    }

    private void each(BiConsumer<Face, Face.Member> look) {
        scope.types()
                .values()
                .forEach(type -> type.members().values().stream()
                        .filter(Face.Member::visible)
                        .forEach(member -> look.accept(type, member)));
    }
}
