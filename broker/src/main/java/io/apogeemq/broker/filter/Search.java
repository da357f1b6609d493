package io.apogeemq.broker.filter;

import java.nio.charset.StandardCharsets;

/**
 * Looks for a text in a property: CONTAINS, STARTSWITH, ENDSWITH and their opposites. Without the property, and with an
 * empty text, both a search and its opposite are false (as RocketMQ has it).
 */
final class Search implements Expression {
    /** Where the text is to be. */
    enum Place {
        ANYWHERE,
        AT_START,
        AT_END
    }

    private final Expression operand;
    private final Place place;
    private final byte[] wanted;
    private final boolean expected;

    /**
     * @param expected false for the opposite
     */
    Search(Expression operand, Place place, String wanted, boolean expected) {
        this.operand = operand;
        this.place = place;
        this.wanted = wanted.getBytes(StandardCharsets.UTF_8);
        this.expected = expected;
    }

    @Override
    public Boolean value(Evaluation message) throws Mismatch {
        if (wanted.length == 0) {
            return false;
        }
        if (operand instanceof Property property) {
            return message.find(property.name()) && isFound(message) == expected;
        }
        if (operand.value(message) instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            message.view(bytes, 0, bytes.length);
            return isFound(message) == expected;
        }
        return false;
    }

    private boolean isFound(Evaluation message) {
        return switch (place) {
            case ANYWHERE -> message.contains(wanted);
            case AT_START -> message.startsWith(wanted);
            case AT_END -> message.endsWith(wanted);
        };
    }
}
