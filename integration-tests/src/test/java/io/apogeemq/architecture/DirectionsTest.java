package io.apogeemq.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use whom (design, section 2). */
class DirectionsTest {
    private static final String CONTRACT = "org.apache.rocketmq..";

    @Test
    void packages_form_no_ring() {
        slices().matching("io.apogeemq.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(Product.ALL);
    }

    /** Of our own packages each module uses its own and those named here. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "concurrent, none",
                "files, none",
                "settings, concurrent files",
                "protocol, concurrent",
                "version, none",
                "launch, concurrent settings protocol version",
                "remoting, concurrent settings protocol",
                "store, concurrent settings protocol",
                "namesrv, concurrent files settings protocol remoting launch",
                "broker, concurrent settings protocol remoting store launch",
                "client, concurrent files settings protocol remoting",
                "embedded, concurrent settings protocol remoting store version launch namesrv broker client",
            })
    void modules_use_only_what_lies_below(String module, String below) {
        String[] allowed = (module + " " + below).split(" ");
        classes()
                .that()
                .resideInAPackage("io.apogeemq." + module + "..")
                .should(useOfOurs(allowed))
                .allowEmptyShould(true)
                .check(Product.ALL);
    }

    /** The root package assembles: it imports its sub-packages, never the other way round. */
    @ParameterizedTest
    @ValueSource(strings = {"launch", "store", "namesrv", "broker", "client", "embedded"})
    void sub_packages_do_not_import_their_modules_root(String module) {
        String root = "io.apogeemq." + module;
        noClasses()
                .that()
                .resideInAPackage(root + ".(**)")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root)
                .allowEmptyShould(true)
                .check(Product.ALL);
    }

    @Test
    void features_do_not_import_each_other() {
        for (String feature : new String[] {"delay", "transaction", "retry", "pop"}) {
            for (String other : new String[] {"delay", "transaction", "retry", "pop"}) {
                if (!feature.equals(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage("io.apogeemq.broker." + feature + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("io.apogeemq.broker." + other + "..")
                            .allowEmptyShould(true)
                            .check(Product.ALL);
                }
            }
        }
    }

    @Test
    void the_network_library_stays_in_its_room() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.apogeemq.remoting.netty..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .allowEmptyShould(true)
                .check(Product.ALL);
    }

    /** Contract, then engine, then remoting; the examples of the embedded module are programs like any other. */
    @Test
    void only_programs_use_the_contract() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CONTRACT, "io.apogeemq.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CONTRACT)
                .allowEmptyShould(true)
                .check(Product.ALL);
    }

    @Test
    void the_contract_lives_in_the_client_module() {
        classes()
                .that()
                .resideInAPackage(CONTRACT)
                .should(comeFromTheClientModule())
                .allowEmptyShould(true)
                .check(Product.ALL);
    }

    @Test
    void the_contract_uses_the_client_and_what_lies_below_it() {
        classes()
                .that()
                .resideInAPackage(CONTRACT)
                .should(useOfOurs("client", "concurrent", "files", "settings", "protocol", "remoting"))
                .allowEmptyShould(true)
                .check(Product.ALL);
    }

    private static ArchCondition<JavaClass> useOfOurs(String... parts) {
        String[] packages = new String[parts.length];
        for (int i = 0; i < parts.length; i++) {
            packages[i] = "io.apogeemq." + parts[i];
        }
        return new ArchCondition<>("use of our packages only " + String.join(", ", packages)) {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                from.getDirectDependenciesFromSelf().forEach(dependency -> {
                    String to = dependency.getTargetClass().getPackageName();
                    if (to.startsWith("io.apogeemq.") && !within(to, packages)) {
                        events.add(SimpleConditionEvent.violated(from, dependency.getDescription()));
                    }
                });
            }
        };
    }

    private static boolean within(String name, String[] packages) {
        for (String each : packages) {
            if (name.equals(each) || name.startsWith(each + ".")) {
                return true;
            }
        }
        return false;
    }

    private static ArchCondition<JavaClass> comeFromTheClientModule() {
        return new ArchCondition<>("come from the client module") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String where = type.getSource().orElseThrow().getUri().toString();
                if (!where.contains("/client/target/") && !where.contains("/apogeemq-client-")) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " lies in " + where));
                }
            }
        };
    }
}
