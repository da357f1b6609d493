package io.apogeemq.protocol.code;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;

/** Turns a class of int constants into a table of their names, so that a second list can't drift from the first. */
final class Constants {
    private Constants() {}

    /** Name by value of all public int constants of the class. */
    static Map<Integer, String> namesOf(Class<?> holder) {
        Map<Integer, String> names = new HashMap<>();
        for (Field field : holder.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
                names.put(valueOf(field), field.getName());
            }
        }
        return Map.copyOf(names);
    }

    private static int valueOf(Field field) {
        try {
            return field.getInt(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public constant can't be read: " + field, e);
        }
    }
}
