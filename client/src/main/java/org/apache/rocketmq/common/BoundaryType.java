package org.apache.rocketmq.common;

/** Which of the messages of one time is meant. */
public enum BoundaryType {
    LOWER("lower"),
    UPPER("upper");

    private final String name;

    BoundaryType(String name) {
        this.name = name;
    }

    public String getName() {
        return name;
    }

    public static BoundaryType getType(String name) {
        return UPPER.name.equalsIgnoreCase(name) ? UPPER : LOWER;
    }
}
