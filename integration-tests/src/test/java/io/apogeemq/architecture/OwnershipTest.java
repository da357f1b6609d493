package io.apogeemq.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** State has one owner; time and threads come through constructors (design, sections 6 and 8). */
class OwnershipTest {
    private static final String THREADS_AND_CLOCKS = "io.apogeemq.concurrent..";

    /** Types whose objects change: in a static field they are state of the whole process, which nobody owns. */
    private static final Set<String> MUTABLE = Set.of(
            "java.lang.StringBuilder",
            "java.lang.ThreadLocal",
            "java.lang.Thread",
            "java.util.Random",
            "java.util.concurrent.atomic.AtomicBoolean",
            "java.util.concurrent.atomic.AtomicInteger",
            "java.util.concurrent.atomic.AtomicLong",
            "java.util.concurrent.atomic.AtomicReference",
            "java.util.concurrent.atomic.LongAdder",
            "java.util.ArrayList",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.ArrayDeque",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentMap",
            "java.util.concurrent.Executor",
            "java.util.concurrent.ExecutorService",
            "java.util.concurrent.locks.Lock",
            "java.util.concurrent.locks.ReentrantLock");

    /** What the public contract demands (its programs call it), each with the reason. */
    private static final Set<String> STATIC_BY_CONTRACT = Set.of(
            // a public field of that type in every release
            "org.apache.rocketmq.common.message.MessageConst.STRING_HASH_SET",
            // createNewRequestId() is static and counts for the whole process
            "org.apache.rocketmq.remoting.protocol.RemotingCommand.IDS");

    @Test
    void there_is_no_mutable_static() {
        fields().that()
                .areStatic()
                .and(DescribedPredicate.describe(
                        "are not made by the compiler", f -> !f.getModifiers().contains(JavaModifier.SYNTHETIC)))
                .should(neverChange())
                .allowEmptyShould(true)
                .check(Product.ALL);
    }

    @Test
    void threads_and_executors_are_made_in_one_package() {
        noClasses()
                .that()
                .resideOutsideOfPackage(THREADS_AND_CLOCKS)
                .should()
                .accessTargetWhere(target("make a thread or an executor", OwnershipTest::makesThreads))
                .orShould()
                .beAssignableTo(Thread.class)
                .allowEmptyShould(true)
                .check(Product.ALL);
    }

    @Test
    void time_is_asked_in_one_package() {
        noClasses()
                .that()
                .resideOutsideOfPackage(THREADS_AND_CLOCKS)
                .should()
                .accessTargetWhere(target("ask the machine for the time, or wait for it", OwnershipTest::asksTime))
                .allowEmptyShould(true)
                .check(Product.ALL);
    }

    @Test
    void a_class_that_asserts_to_run_on_its_loop_names_its_owner() {
        classes()
                .that()
                .resideOutsideOfPackage(THREADS_AND_CLOCKS)
                .should(nameTheOwnerItAsserts())
                .allowEmptyShould(true)
                .check(Product.ALL);
    }

    private static boolean makesThreads(AccessTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        boolean made = name.equals("<init>");
        return switch (owner) {
            case "java.lang.Thread" -> made || name.equals("start");
            case "java.util.Timer",
                    "java.util.concurrent.ThreadPoolExecutor",
                    "java.util.concurrent.ScheduledThreadPoolExecutor",
                    "java.util.concurrent.ForkJoinPool" -> made || name.equals("commonPool");
            case "java.util.concurrent.Executors" -> true;
            // the variants without an executor run in the JVM's common pool
            case "java.util.concurrent.CompletableFuture" ->
                (name.endsWith("Async")
                                && ((AccessTarget.CodeUnitAccessTarget) target)
                                        .getRawParameterTypes().stream()
                                                .noneMatch(type ->
                                                        type.isEquivalentTo(java.util.concurrent.Executor.class)))
                        || name.equals("orTimeout")
                        || name.equals("completeOnTimeout")
                        || name.equals("delayedExecutor");
            default -> name.equals("parallelStream");
        };
    }

    private static boolean asksTime(AccessTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        return switch (owner) {
            case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
            case "java.lang.Thread", "java.util.concurrent.TimeUnit" -> name.equals("sleep");
            case "java.util.Date" ->
                name.equals("<init>")
                        && ((AccessTarget.CodeUnitAccessTarget) target)
                                .getRawParameterTypes()
                                .isEmpty();
            case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
            default ->
                owner.startsWith("java.time.") && name.equals("now")
                        || owner.equals("java.util.Calendar") && name.equals("getInstance");
        };
    }

    private static DescribedPredicate<JavaAccess<?>> target(
            String what, java.util.function.Predicate<AccessTarget> predicate) {
        return DescribedPredicate.describe(what, access -> predicate.test(access.getTarget()));
    }

    private static ArchCondition<JavaField> neverChange() {
        return new ArchCondition<>("never change") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean changes = !field.getModifiers().contains(FINAL)
                        || MUTABLE.contains(field.getRawType().getName());
                if (changes && !STATIC_BY_CONTRACT.contains(field.getFullName())) {
                    events.add(SimpleConditionEvent.violated(
                            field, field.getFullName() + " is static and changes: give it to an owner"));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> nameTheOwnerItAsserts() {
        return new ArchCondition<>("say @OwnedBy where they assert it") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                // without a loop of its own it asserts what its callers promise
                boolean hasLoop = type.getFields().stream()
                        .anyMatch(field -> field.getRawType().getName().equals("io.apogeemq.concurrent.Loop"));
                boolean asserts = type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTarget().getName().equals("assertInside"));
                if (hasLoop && asserts && !isOwned(type)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " asserts the loop it runs on but does not say @OwnedBy"));
                }
            }
        };
    }

    /** An inner class belongs to whoever owns the class around it. */
    private static boolean isOwned(JavaClass type) {
        return type.isAnnotatedWith("io.apogeemq.concurrent.OwnedBy")
                || type.getEnclosingClass().map(OwnershipTest::isOwned).orElse(false);
    }
}
