package io.apogeemq.contract;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of types that are only known by their class: each setter gets a value that its name and type decide, so that
 * two classes of one name get the same ones.
 */
final class Sample {
    private static final int DEPTH = 4;

    private Sample() {}

    /** A filled object of the class, or null when it has no constructor that can be called with samples. */
    static @Nullable Object of(Class<?> type) throws ReflectiveOperationException {
        return object(type, DEPTH);
    }

    /** Gives the setter another sample. */
    static void change(Object made, Method setter) throws ReflectiveOperationException {
        Object value = value("other" + setter.getName(), setter.getGenericParameterTypes()[0], DEPTH - 1);
        if (value instanceof Boolean) {
            value = !(Boolean) value(setter.getName(), setter.getGenericParameterTypes()[0], DEPTH - 1);
        } else if (value instanceof Enum<?> constant) {
            Object[] all = constant.getDeclaringClass().getEnumConstants();
            value = all[all.length - 1];
        } else if (value != null && value.getClass().getName().startsWith("org.apache.rocketmq")) {
            for (Method inner : setters(value.getClass())) {
                change(value, inner);
            }
        }
        if (value != null) {
            set(made, setter, value);
        }
    }

    /** In an order that depends on names only. */
    static List<Method> setters(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().startsWith("set") && method.getParameterCount() == 1)
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::toGenericString))
                .toList();
    }

    private static @Nullable Object object(Class<?> type, int depth) throws ReflectiveOperationException {
        if (Modifier.isAbstract(type.getModifiers())) {
            return null;
        }
        Constructor<?> constructor = Arrays.stream(type.getConstructors())
                .filter(each -> !List.of(each.getParameterTypes()).contains(type))
                .min(Comparator.comparingInt(Constructor::getParameterCount))
                .orElse(null);
        if (constructor == null) {
            return null;
        }
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Type parameter : constructor.getGenericParameterTypes()) {
            arguments.add(value(type.getSimpleName() + arguments.size(), parameter, depth - 1));
        }
        Object made = constructor.newInstance(arguments.toArray());
        for (Method setter : setters(type)) {
            Object value = value(setter.getName(), setter.getGenericParameterTypes()[0], depth - 1);
            if (value != null) {
                set(made, setter, value);
            }
        }
        return made;
    }

    /** A setter may refuse the sample; the getters then tell what is left. */
    private static void set(Object made, Method setter, Object value) throws IllegalAccessException {
        try {
            setter.invoke(made, value);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof RuntimeException)) {
                throw new IllegalStateException(setter + " with " + value, e);
            }
        }
    }

    private static @Nullable Object value(String name, Type type, int depth) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            return container(name, (Class<?>) generic.getRawType(), generic.getActualTypeArguments(), depth);
        }
        if (type instanceof GenericArrayType || !(type instanceof Class<?> simple)) {
            return null;
        }
        int number = Math.floorMod(name.hashCode(), 90) + 10;
        return switch (simple.getName()) {
            case "java.lang.String" -> "text" + number;
            case "int", "java.lang.Integer" -> number;
            case "long", "java.lang.Long" -> 1_700_000_000_000L + number;
            case "double", "java.lang.Double" -> number + 0.25;
            case "boolean", "java.lang.Boolean" -> number % 2 == 0;
            case "java.util.Properties" -> properties("name" + number);
            case "java.util.concurrent.atomic.AtomicLong" -> new AtomicLong(number);
            case "[J" -> new long[] {number, number + 1};
            case "[B" -> new byte[] {(byte) number};
            default -> {
                if (simple.isEnum()) {
                    yield Array.get(simple.getMethod("values").invoke(null), 0);
                }
                yield depth > 0 && simple.getName().startsWith("org.apache.rocketmq") ? object(simple, depth) : null;
            }
        };
    }

    private static @Nullable Object container(String name, Class<?> raw, Type[] arguments, int depth)
            throws ReflectiveOperationException {
        if (depth <= 0) {
            return null;
        }
        Object last = value(name + "Item", arguments[arguments.length - 1], depth);
        if (last == null) {
            return null;
        }
        if (Map.class.isAssignableFrom(raw)) {
            Object key = value(name + "Key", arguments[0], depth);
            Map<Object, Object> map = raw == TreeMap.class
                    ? new TreeMap<>()
                    : raw == HashMap.class ? new HashMap<>() : new ConcurrentHashMap<>();
            if (key != null) {
                map.put(key, last);
            }
            return map;
        }
        if (Collection.class.isAssignableFrom(raw)) {
            Collection<Object> items =
                    raw == TreeSet.class ? new TreeSet<>() : raw == List.class ? new ArrayList<>() : new HashSet<>();
            items.add(last);
            return items;
        }
        return null;
    }

    private static Properties properties(String name) {
        Properties properties = new Properties();
        properties.setProperty(name, "value");
        return properties;
    }
}
