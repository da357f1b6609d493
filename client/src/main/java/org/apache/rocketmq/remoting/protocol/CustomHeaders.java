package org.apache.rocketmq.remoting.protocol;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import org.apache.rocketmq.common.BoundaryType;
import org.apache.rocketmq.remoting.CommandCustomHeader;
import org.apache.rocketmq.remoting.exception.RemotingCommandException;

/** Between headers that are classes of a program's own and their fields as text: one for each of the object's fields. */
final class CustomHeaders {

    private CustomHeaders() {}

    /** An empty header of that class. */
    static <T extends CommandCustomHeader> T make(Class<T> type) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("the header " + type.getName() + " has no constructor to call", e);
        }
    }

    /** The texts of all fields that are not null. */
    static Map<String, String> fields(CommandCustomHeader header) {
        Map<String, String> texts = new HashMap<>();
        each(header.getClass(), field -> {
            Object value = field.get(header);
            if (value != null) {
                texts.put(field.getName(), value.toString());
            }
        });
        return texts;
    }

    /**
     * Sets the fields that there are texts for.
     *
     * @throws RemotingCommandException when a text is no value of its field, or the header says that it is not valid
     */
    static void fill(CommandCustomHeader header, Map<String, String> texts) throws RemotingCommandException {
        try {
            each(header.getClass(), field -> {
                String text = texts.get(field.getName());
                if (text != null) {
                    field.set(header, value(text, field.getType()));
                }
            });
        } catch (IllegalArgumentException e) {
            throw new RemotingCommandException("a field of " + header.getClass().getName() + " cannot be read", e);
        }
        header.checkFields();
    }

    private interface Look {
        void at(Field field) throws IllegalAccessException;
    }

    private static void each(Class<?> type, Look look) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
                    continue;
                }
                try {
                    field.setAccessible(true);
                    look.at(field);
                } catch (IllegalAccessException e) {
                    throw new IllegalArgumentException(e);
                }
            }
        }
    }

    private static Object value(String text, Class<?> type) {
        return switch (type.getName()) {
            case "java.lang.String" -> text;
            case "int", "java.lang.Integer" -> Integer.valueOf(text);
            case "long", "java.lang.Long" -> Long.valueOf(text);
            case "boolean", "java.lang.Boolean" -> Boolean.valueOf(text);
            case "double", "java.lang.Double" -> Double.valueOf(text);
            case "org.apache.rocketmq.common.BoundaryType" -> BoundaryType.getType(text);
            default -> throw new IllegalArgumentException("fields may not be of " + type.getName());
        };
    }
}
