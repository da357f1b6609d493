package io.apogeemq.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract's values hold, tell and write what the released ones do: both get the same samples. */
class ValuesTest {
    private static final String SERIALIZABLE = "org.apache.rocketmq.remoting.protocol.RemotingSerializable";

    /** What differs on purpose. */
    private static final Set<String> OTHER = Set.of(
            // does not say the secret in its text
            "org.apache.rocketmq.acl.common.SessionCredentials",
            // its text begins with the name of another class there
            "org.apache.rocketmq.client.hook.CheckForbiddenContext");

    /** Setters that do nothing there when they are told to switch something off. */
    private static final Set<String> OTHER_SETTERS = Set.of("setLiteSubExclusive", "setWildcardLiteGroup");

    @TestFactory
    List<DynamicTest> values_are_as_released() {
        ClassLoader released = Released.loader();
        ClassLoader ours = ValuesTest.class.getClassLoader();
        Scope scope = new Scope(
                Faces.released("rocketmq-client-5", "rocketmq-common-5", "rocketmq-remoting-5", "rocketmq-tools-5"),
                NotOffered.read());
        Faces faces = Faces.ofClassPath();
        return scope.types().values().stream()
                .filter(type -> !type.isInterface() && faces.find(type.name()).isPresent())
                .map(type -> type.name().replace('/', '.'))
                // hooks are no values, and some need a library that is not here
                .filter(name -> !name.startsWith("org.apache.rocketmq.client.trace.hook.") && !OTHER.contains(name))
                .filter(name -> isValue(name, ours))
                .map(name -> DynamicTest.dynamicTest(name, () -> compare(name, released, ours)))
                .toList();
    }

    private static void compare(String name, ClassLoader released, ClassLoader ours) throws Exception {
        Object there = Sample.of(released.loadClass(name));
        Object here = Sample.of(ours.loadClass(name));
        if (there == null) {
            return;
        }

        assertThat(describe(here)).as(name).isEqualTo(describe(there));
        assertThat(equality(here)).as("equality of " + name).isEqualTo(equality(there));
        assertThat(json(here, ours)).as(name).isEqualTo(json(there, released));
    }

    /** Values are what tells by getters what it was told by setters, without a client behind it. */
    private static boolean isValue(String name, ClassLoader loader) {
        try {
            Class<?> type = loader.loadClass(name);
            return Arrays.stream(type.getMethods())
                            .anyMatch(method -> method.getName().startsWith("set"))
                    && !loader.loadClass("org.apache.rocketmq.client.ClientConfig")
                            .isAssignableFrom(type)
                    && !name.startsWith("org.apache.rocketmq.client.consumer.Default")
                    && !name.endsWith("TraceDispatcher")
                    && !name.endsWith("OffsetStore");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What all getters answer, and its text if it has one of its own. */
    private static String describe(@Nullable Object value) throws Exception {
        if (value == null) {
            return "null";
        }
        TreeMap<String, String> answers = new TreeMap<>();
        List<Method> getters = Arrays.stream(value.getClass().getMethods())
                .filter(method -> method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getName().startsWith("get")
                        || method.getName().startsWith("is")
                        || method.getName().startsWith("compute"))
                .filter(method -> !method.getName().equals("getClass"))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        for (Method getter : getters) {
            answers.put(getter.getName(), answer(getter, value));
        }
        boolean ownText = value.getClass().getMethod("toString").getDeclaringClass() != Object.class;
        return answers + (ownText ? value.toString() : "");
    }

    private static String answer(Method getter, Object value) throws IllegalAccessException {
        try {
            return text(getter.invoke(value));
        } catch (InvocationTargetException e) {
            return "throws " + e.getCause().getClass().getName();
        }
    }

    private static String text(@Nullable Object value) {
        if (value == null || value.getClass().isArray()) {
            return value == null ? "null" : "array";
        }
        // without the numbers by which objects without a text of their own are told apart
        return value.toString().replaceAll("@[0-9a-f]{4,}", "@");
    }

    /** Which properties count when two of them are compared. */
    private static String equality(Object value) throws Exception {
        Class<?> type = value.getClass();
        if (type.getMethod("equals", Object.class).getDeclaringClass() == Object.class) {
            return "none";
        }
        TreeMap<String, Boolean> stillEqual = new TreeMap<>();
        stillEqual.put("", value.equals(Sample.of(type)));
        for (Method setter : Sample.setters(type)) {
            if (OTHER_SETTERS.contains(setter.getName())) {
                continue;
            }
            Object changed = Sample.of(type);
            Sample.change(changed, setter);
            stillEqual.put(setter.getName(), value.equals(changed));
        }
        return stillEqual.toString();
    }

    private static String json(Object value, ClassLoader loader) throws Exception {
        Class<?> serializable = loader.loadClass(SERIALIZABLE);
        if (!value.getClass().getPackageName().startsWith("org.apache.rocketmq.remoting.protocol")) {
            return "";
        }
        byte[] body = (byte[]) serializable.getMethod("encode", Object.class).invoke(null, value);
        return new String(body, StandardCharsets.UTF_8);
    }
}
