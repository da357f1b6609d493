package io.apogeemq.broker.filter;

import io.apogeemq.broker.filter.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Understands a condition (spec/messages.md 21). What binds least comes first:
 * <pre>
 *   condition  = and { OR and }
 *   and        = equality { AND equality }
 *   equality   = comparison { ( "=" | "&lt;&gt;" ) comparison | IS [NOT] NULL }
 *   comparison = unary { ( "&gt;" | "&gt;=" | "&lt;" | "&lt;=" ) unary
 *                      | [NOT] ( BETWEEN unary AND unary | IN "(" string { "," string } ")"
 *                              | ( CONTAINS | STARTSWITH | ENDSWITH ) string ) }
 *   unary      = ( NOT | "-" | "+" ) unary | name | number | string | TRUE | FALSE | NULL | "(" condition ")"
 * </pre>
 */
final class SqlParser {
    /** Parts within parts, and comparisons of comparisons: each takes its place on the stack of whoever evaluates. */
    private static final int DEEPEST = 200;

    /** What an operand can be used for. */
    private enum Use {
        /** Compared with anything, searched, and a condition that is never true. */
        PROPERTY,
        /** A constant as it is written. */
        LITERAL,
        /** The opposite of something. */
        OPPOSITE,
        /** True, false or unknown. */
        CONDITION
    }

    /** A part that was understood, and the word it begins with. */
    private record Operand(Expression expression, Use use, int depth, SqlToken at) {}

    private final List<SqlToken> tokens;
    private int next;
    private int nesting;

    private SqlParser(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    static Expression parse(String text) throws SqlFault {
        SqlParser parser = new SqlParser(SqlTokens.of(text));
        Operand whole = parser.condition();
        SqlToken after = parser.peek();
        if (after.kind() != Kind.END) {
            throw new SqlFault(
                    after, "the expression could end before " + after.shown() + "; expected AND, OR or the end");
        }
        return requireCondition(whole);
    }

    private Operand condition() throws SqlFault {
        Operand first = and();
        if (peek().kind() != Kind.OR) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(requireCondition(first)));
        int depth = first.depth;
        while (accept(Kind.OR)) {
            Operand part = and();
            parts.add(requireCondition(part));
            depth = Math.max(depth, part.depth);
        }
        return condition(new Logic.Or(List.copyOf(parts)), depth, first.at);
    }

    private Operand and() throws SqlFault {
        Operand first = equality();
        if (peek().kind() != Kind.AND) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(requireCondition(first)));
        int depth = first.depth;
        while (accept(Kind.AND)) {
            Operand part = equality();
            parts.add(requireCondition(part));
            depth = Math.max(depth, part.depth);
        }
        return condition(new Logic.And(List.copyOf(parts)), depth, first.at);
    }

    private Operand equality() throws SqlFault {
        Operand left = comparison();
        while (true) {
            if (accept(Kind.EQUAL)) {
                Operand right = comparison();
                left = condition(equal(left, right), Math.max(left.depth, right.depth), left.at);
            } else if (accept(Kind.NOT_EQUAL)) {
                Operand right = comparison();
                left = condition(new Logic.Not(equal(left, right)), Math.max(left.depth, right.depth), left.at);
            } else if (accept(Kind.IS)) {
                boolean not = accept(Kind.NOT);
                expect(Kind.NULL);
                Expression isNull = new Logic.IsNull(left.expression);
                left = condition(not ? new Logic.Not(isNull) : isNull, left.depth, left.at);
            } else {
                return left;
            }
        }
    }

    private static Expression equal(Operand left, Operand right) throws SqlFault {
        requireNotNull(left);
        requireNotNull(right);
        if (right.use == Use.LITERAL && literal(left) instanceof Boolean && !(literal(right) instanceof Boolean)) {
            throw new SqlFault(right.at, left.at.text() + " cannot be compared with " + right.at.shown());
        }
        return Comparison.of(left.expression, Operator.EQUAL, right.expression);
    }

    private Operand comparison() throws SqlFault {
        Operand left = unary();
        while (true) {
            SqlToken at = peek();
            switch (at.kind()) {
                case GREATER -> left = order(left, Operator.GREATER);
                case GREATER_OR_EQUAL -> left = order(left, Operator.GREATER_OR_EQUAL);
                case LESS -> left = order(left, Operator.LESS);
                case LESS_OR_EQUAL -> left = order(left, Operator.LESS_OR_EQUAL);
                case NOT, BETWEEN, IN, CONTAINS, STARTSWITH, ENDSWITH -> left = named(left);
                default -> {
                    return left;
                }
            }
        }
    }

    private Operand order(Operand left, Operator operator) throws SqlFault {
        next++;
        Operand right = unary();
        return condition(ordered(left, operator, right), Math.max(left.depth, right.depth), left.at);
    }

    private static Expression ordered(Operand left, Operator operator, Operand right) throws SqlFault {
        requireNumeric(left);
        requireNumeric(right);
        return Comparison.of(left.expression, operator, right.expression);
    }

    private Operand named(Operand left) throws SqlFault {
        boolean expected = !accept(Kind.NOT);
        SqlToken word = take();
        return switch (word.kind()) {
            case BETWEEN -> between(left, expected);
            case IN -> in(left, expected);
            case CONTAINS -> search(left, Search.Place.ANYWHERE, expected);
            case STARTSWITH -> search(left, Search.Place.AT_START, expected);
            case ENDSWITH -> search(left, Search.Place.AT_END, expected);
            default ->
                throw new SqlFault(
                        word,
                        "expected BETWEEN, IN, CONTAINS, STARTSWITH or ENDSWITH after NOT, but found " + word.shown());
        };
    }

    private Operand between(Operand operand, boolean expected) throws SqlFault {
        Operand low = unary();
        expect(Kind.AND);
        Operand high = unary();
        int depth = Math.max(operand.depth, Math.max(low.depth, high.depth));
        Expression first = ordered(operand, expected ? Operator.GREATER_OR_EQUAL : Operator.LESS, low);
        Expression second = ordered(operand, expected ? Operator.LESS_OR_EQUAL : Operator.GREATER, high);
        if (expected
                && literal(low) instanceof Number from
                && literal(high) instanceof Number to
                && Numbers.compare(from, to) > 0) {
            throw new SqlFault(high.at, "nothing is between " + low.at.text() + " and " + high.at.text());
        }
        List<Expression> both = List.of(first, second);
        return condition(expected ? new Logic.And(both) : new Logic.Or(both), depth, operand.at);
    }

    private Operand in(Operand operand, boolean expected) throws SqlFault {
        if (!(operand.expression instanceof Property property)) {
            throw new SqlFault(operand.at, "a property stands before IN, nothing else");
        }
        List<String> texts = new ArrayList<>();
        expect(Kind.OPEN);
        do {
            texts.add(expect(Kind.STRING).text());
        } while (accept(Kind.COMMA));
        expect(Kind.CLOSE);
        Expression in = new Membership(property.name(), texts);
        return condition(expected ? in : new Logic.Not(in), operand.depth, operand.at);
    }

    private Operand search(Operand operand, Search.Place place, boolean expected) throws SqlFault {
        String wanted = expect(Kind.STRING).text();
        return condition(new Search(operand.expression, place, wanted, expected), operand.depth, operand.at);
    }

    private Operand unary() throws SqlFault {
        SqlToken at = peek();
        if (++nesting > DEEPEST) {
            throw tooDeep(at);
        }
        Operand operand = unary(at);
        nesting--;
        return operand;
    }

    private Operand unary(SqlToken at) throws SqlFault {
        if (accept(Kind.NOT)) {
            Operand part = unary();
            return condition(new Logic.Not(requireCondition(part)), part.depth, at);
        }
        if (accept(Kind.MINUS)) {
            return opposite(unary(), at);
        }
        if (accept(Kind.PLUS)) {
            return unary();
        }
        return primary(take());
    }

    private static Operand opposite(Operand of, SqlToken at) throws SqlFault {
        Expression opposite = of.expression instanceof Constant constant
                ? new Constant(constant.value() instanceof Number number ? Numbers.negate(number) : null)
                : new Negative(of.expression);
        return deeper(opposite, Use.OPPOSITE, of.depth, at);
    }

    private Operand primary(SqlToken at) throws SqlFault {
        return switch (at.kind()) {
            case TRUE -> literal(true, at);
            case FALSE -> literal(false, at);
            case NULL -> new Operand(new Constant(null), Use.LITERAL, 0, at);
            case STRING -> literal(at.text(), at);
            case INTEGER -> literal(wholeNumber(at), at);
            case DECIMAL -> literal(decimal(at), at);
            case NAME -> new Operand(new Property(at.text()), Use.PROPERTY, 0, at);
            case OPEN -> {
                Operand inner = condition();
                expect(Kind.CLOSE);
                yield inner;
            }
            default ->
                throw new SqlFault(
                        at,
                        "expected a property, a number, a string, TRUE, FALSE, NULL, NOT or '(', but found "
                                + at.shown());
        };
    }

    private static Operand literal(Object value, SqlToken at) {
        return new Operand(new Constant(value), Use.LITERAL, 0, at);
    }

    /** What is written there; null also when that is no constant. */
    private static @Nullable Object literal(Operand operand) {
        return operand.use == Use.LITERAL && operand.expression instanceof Constant constant ? constant.value() : null;
    }

    private static Number wholeNumber(SqlToken at) throws SqlFault {
        try {
            long value = Long.parseLong(at.text());
            return value == (int) value ? (Number) (int) value : (Number) value;
        } catch (NumberFormatException e) {
            throw new SqlFault(at, at.text() + " is greater than " + Long.MAX_VALUE);
        }
    }

    private static Double decimal(SqlToken at) throws SqlFault {
        double value = Double.parseDouble(at.text());
        if (Double.isInfinite(value)) {
            throw new SqlFault(at, at.text() + " is greater than " + Double.MAX_VALUE);
        }
        if (value < Double.MIN_VALUE) {
            throw new SqlFault(
                    at, at.text() + " is less than " + Double.MIN_VALUE + "; 0 can be written without a point");
        }
        return value;
    }

    /** What may stand beside AND, OR and NOT, and be the whole. */
    private static Expression requireCondition(Operand operand) throws SqlFault {
        Object literal = literal(operand);
        if (operand.use == Use.OPPOSITE || literal instanceof Number || literal instanceof String) {
            throw new SqlFault(operand.at, "a condition is expected here, and " + operand.at.shown() + " is a value");
        }
        return operand.expression;
    }

    private static void requireNotNull(Operand operand) throws SqlFault {
        if (operand.use == Use.LITERAL && literal(operand) == null) {
            throw new SqlFault(operand.at, "NULL cannot be compared; write IS NULL or IS NOT NULL");
        }
    }

    private static void requireNumeric(Operand operand) throws SqlFault {
        boolean number = switch (operand.use) {
            case PROPERTY, OPPOSITE -> true;
            case LITERAL -> literal(operand) instanceof Number;
            case CONDITION -> false;
        };
        if (!number) {
            throw new SqlFault(
                    operand.at,
                    "greater, less and BETWEEN compare properties and numbers, "
                            + (operand.use == Use.CONDITION ? "no conditions" : "not " + operand.at.shown()));
        }
    }

    private static Operand condition(Expression expression, int depth, SqlToken at) throws SqlFault {
        return deeper(expression, Use.CONDITION, depth, at);
    }

    private static Operand deeper(Expression expression, Use use, int depth, SqlToken at) throws SqlFault {
        if (depth >= DEEPEST) {
            throw tooDeep(at);
        }
        return new Operand(expression, use, depth + 1, at);
    }

    private static SqlFault tooDeep(SqlToken at) {
        return new SqlFault(at, "parts within parts may be " + DEEPEST + " deep, and one that begins here is deeper");
    }

    private SqlToken peek() {
        return tokens.get(next);
    }

    /** The last one, the end, is taken as often as asked for. */
    private SqlToken take() {
        SqlToken token = peek();
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    private boolean accept(Kind kind) {
        boolean found = peek().kind() == kind;
        if (found) {
            next++;
        }
        return found;
    }

    private SqlToken expect(Kind kind) throws SqlFault {
        SqlToken token = take();
        if (token.kind() != kind) {
            throw new SqlFault(token, "expected " + kind.shown() + ", but found " + token.shown());
        }
        return token;
    }
}
