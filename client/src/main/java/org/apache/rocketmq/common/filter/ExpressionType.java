package org.apache.rocketmq.common.filter;

import java.util.Objects;

/** Kinds of subscription expressions (spec/messages.md 21). */
public class ExpressionType {
    public static final String SQL92 = "SQL92";
    public static final String TAG = "TAG";

    public ExpressionType() {}

    /** Null and the empty text mean tags too. */
    public static boolean isTagType(String type) {
        return type == null || type.isEmpty() || Objects.equals(TAG, type);
    }
}
