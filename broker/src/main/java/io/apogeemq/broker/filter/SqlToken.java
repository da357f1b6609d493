package io.apogeemq.broker.filter;

import java.util.Locale;

/**
 * One word of an expression.
 *
 * @param text as written; of a string what stands between the quotes
 * @param line from 1
 * @param column from 1
 */
record SqlToken(Kind kind, String text, int line, int column) {
    /** What a word is. The first ones are keywords, in any case. */
    enum Kind {
        NOT,
        AND,
        OR,
        BETWEEN,
        IN,
        TRUE,
        FALSE,
        NULL,
        IS,
        CONTAINS,
        STARTSWITH,
        ENDSWITH,
        NAME,
        INTEGER,
        DECIMAL,
        STRING,
        EQUAL("="),
        NOT_EQUAL("<>"),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        OPEN("("),
        CLOSE(")"),
        COMMA(","),
        PLUS("+"),
        MINUS("-"),
        END;

        private final String sign;

        Kind() {
            this("");
        }

        Kind(String sign) {
            this.sign = sign;
        }

        /** The keyword that a word is, else a name. */
        static Kind ofWord(String word) {
            return switch (word.toUpperCase(Locale.ROOT)) {
                case "NOT" -> NOT;
                case "AND" -> AND;
                case "OR" -> OR;
                case "BETWEEN" -> BETWEEN;
                case "IN" -> IN;
                case "TRUE" -> TRUE;
                case "FALSE" -> FALSE;
                case "NULL" -> NULL;
                case "IS" -> IS;
                case "CONTAINS" -> CONTAINS;
                case "STARTSWITH" -> STARTSWITH;
                case "ENDSWITH" -> ENDSWITH;
                default -> NAME;
            };
        }

        /** How it is named when it is missing. */
        String shown() {
            return switch (this) {
                case NAME -> "a property's name";
                case INTEGER, DECIMAL -> "a number";
                case STRING -> "a string in single quotes";
                case END -> "the end";
                default -> sign.isEmpty() ? name() : "'" + sign + "'";
            };
        }
    }

    private static final int MOST_SHOWN = 40;

    /** How a fault names it. */
    String shown() {
        return switch (kind) {
            case END -> "the end of the expression";
            case STRING -> "the string '" + cut() + "'";
            default -> "'" + cut() + "'";
        };
    }

    private String cut() {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }
}
