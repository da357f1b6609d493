package io.apogeemq.broker.filter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** AND, OR and NOT of conditions that are true, false or unknown. The first that decides is the last that is looked at. */
final class Logic {
    private Logic() {}

    /** False when one is, else unknown when one is, else true. */
    record And(List<Expression> parts) implements Expression {
        @Override
        public @Nullable Boolean value(Evaluation message) throws Mismatch {
            return combine(parts, Boolean.FALSE, message);
        }
    }

    /** True when one is, else unknown when one is, else false. */
    record Or(List<Expression> parts) implements Expression {
        @Override
        public @Nullable Boolean value(Evaluation message) throws Mismatch {
            return combine(parts, Boolean.TRUE, message);
        }
    }

    private static @Nullable Boolean combine(List<Expression> parts, Boolean deciding, Evaluation message)
            throws Mismatch {
        boolean unknown = false;
        for (int i = 0; i < parts.size(); i++) {
            Boolean part = parts.get(i).test(message);
            if (deciding.equals(part)) {
                return deciding;
            }
            unknown |= part == null;
        }
        return unknown ? null : Boolean.valueOf(!deciding);
    }

    /** Unknown stays so. */
    record Not(Expression part) implements Expression {
        @Override
        public @Nullable Boolean value(Evaluation message) throws Mismatch {
            Boolean value = part.test(message);
            return value == null ? null : Boolean.valueOf(!value);
        }
    }

    /** Whether an operand is unknown or missing; never unknown itself. */
    record IsNull(Expression operand) implements Expression {
        @Override
        public Boolean value(Evaluation message) throws Mismatch {
            return operand instanceof Property property
                    ? !message.find(property.name())
                    : operand.value(message) == null;
        }
    }
}
