package io.apogeemq.broker.filter;

import io.apogeemq.broker.filter.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** Takes the text of an expression apart into words (spec/messages.md 21). */
final class SqlTokens {
    private final String text;
    private final List<SqlToken> found = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineFrom;

    private SqlTokens(String text) {
        this.text = text;
    }

    /** The words in order, and the end. */
    static List<SqlToken> of(String text) throws SqlFault {
        SqlTokens tokens = new SqlTokens(text);
        while (tokens.skipBlanks()) {
            tokens.next();
        }
        tokens.add(Kind.END, tokens.at, "");
        return tokens.found;
    }

    private boolean skipBlanks() throws SqlFault {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                line++;
                lineFrom = at;
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
                at++;
            } else if (text.startsWith("/*", at)) {
                skipComment();
            } else if (isLineComment()) {
                skipLine();
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipComment() throws SqlFault {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw fault("the comment that begins here does not end");
        }
        for (; at < end + 2; at++) {
            if (text.charAt(at) == '\n') {
                line++;
                lineFrom = at + 1;
            }
        }
    }

    /** In the last line, two signs before a value make it negative twice; behind a value they begin a comment there too. */
    private boolean isLineComment() {
        if (!text.startsWith("--", at)) {
            return false;
        }
        return text.indexOf('\n', at) >= 0 || text.indexOf('\r', at) >= 0 || endsValue();
    }

    private boolean endsValue() {
        if (found.isEmpty()) {
            return false;
        }
        return switch (found.get(found.size() - 1).kind()) {
            case NAME, INTEGER, DECIMAL, STRING, TRUE, FALSE, NULL, CLOSE -> true;
            default -> false;
        };
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
    }

    private void next() throws SqlFault {
        char c = text.charAt(at);
        if (c == '\'') {
            string();
        } else if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
            number();
        } else if (startsName(c)) {
            int end = at + 1;
            while (end < text.length() && (startsName(text.charAt(end)) || isDigit(text.charAt(end)))) {
                end++;
            }
            String word = text.substring(at, end);
            add(Kind.ofWord(word), end, word);
        } else {
            sign(c);
        }
    }

    private void string() throws SqlFault {
        StringBuilder value = new StringBuilder();
        int end = at + 1;
        int newLine = line;
        int newLineFrom = lineFrom;
        while (true) {
            if (end >= text.length()) {
                throw fault("the string that begins here has no closing quote");
            }
            char c = text.charAt(end++);
            if (c == '\'') {
                if (end >= text.length() || text.charAt(end) != '\'') {
                    break;
                }
                // two quotes stand for one
                end++;
            } else if (c == '\n') {
                newLine++;
                newLineFrom = end;
            }
            value.append(c);
        }
        add(Kind.STRING, end, value.toString());
        line = newLine;
        lineFrom = newLineFrom;
    }

    private void number() throws SqlFault {
        int end = digitsFrom(at);
        boolean whole = true;
        if (end < text.length() && text.charAt(end) == '.') {
            whole = false;
            end = digitsFrom(end + 1);
        }
        int exponent = exponentEnd(end);
        if (exponent > end) {
            whole = false;
            end = exponent;
        }
        String digits = text.substring(at, end);
        if (!whole) {
            add(Kind.DECIMAL, end, digits);
        } else if (digits.length() > 1 && digits.charAt(0) == '0') {
            throw fault("a whole number does not begin with 0: " + digits);
        } else {
            boolean suffix = end < text.length() && (text.charAt(end) == 'L' || text.charAt(end) == 'l');
            add(Kind.INTEGER, suffix ? end + 1 : end, digits);
        }
    }

    private int digitsFrom(int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int exponentEnd(int from) {
        if (from < text.length() && (text.charAt(from) == 'e' || text.charAt(from) == 'E')) {
            int digits = from + 1;
            if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
                digits++;
            }
            int end = digitsFrom(digits);
            if (end > digits) {
                return end;
            }
        }
        return from;
    }

    private void sign(char c) throws SqlFault {
        boolean equals = at + 1 < text.length() && text.charAt(at + 1) == '=';
        switch (c) {
            case '=' -> add(Kind.EQUAL, at + 1, "=");
            case '(' -> add(Kind.OPEN, at + 1, "(");
            case ')' -> add(Kind.CLOSE, at + 1, ")");
            case ',' -> add(Kind.COMMA, at + 1, ",");
            case '+' -> add(Kind.PLUS, at + 1, "+");
            case '-' -> add(Kind.MINUS, at + 1, "-");
            case '>' -> add(equals ? Kind.GREATER_OR_EQUAL : Kind.GREATER, at + (equals ? 2 : 1), equals ? ">=" : ">");
            case '<' -> {
                if (at + 1 < text.length() && text.charAt(at + 1) == '>') {
                    add(Kind.NOT_EQUAL, at + 2, "<>");
                } else {
                    add(equals ? Kind.LESS_OR_EQUAL : Kind.LESS, at + (equals ? 2 : 1), equals ? "<=" : "<");
                }
            }
            case '!' -> throw fault("'!' has no meaning here; unequal is <>");
            case '"' -> throw fault("strings stand in single quotes");
            default ->
                throw fault("'" + Character.toString(text.codePointAt(at))
                        + "' has no meaning here; names of properties" + " are of the letters a to z, digits, _ and $");
        }
    }

    private void add(Kind kind, int end, String value) {
        found.add(new SqlToken(kind, value, line, at - lineFrom + 1));
        at = end;
    }

    private SqlFault fault(String what) {
        return new SqlFault(line, at - lineFrom + 1, what);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean startsName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    }
}
