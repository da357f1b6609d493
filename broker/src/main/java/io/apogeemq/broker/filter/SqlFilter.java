package io.apogeemq.broker.filter;

import io.apogeemq.store.read.RecordFilter;

/** Chooses messages by their properties, with a condition in SQL92 (spec/messages.md 21). Immutable; any thread. */
public final class SqlFilter implements MessageFilter {
    /** Thousands of conditions; longer ones are meant for a topic of their own. */
    public static final int LONGEST = 64 * 1024;

    private final Expression expression;

    private SqlFilter(Expression expression) {
        this.expression = expression;
    }

    /** Understands the expression, or says where it cannot be understood. */
    public static SqlFilter compile(String expression) throws SqlFault {
        if (expression.length() > LONGEST) {
            throw new SqlFault(1, LONGEST + 1, "an expression may have " + LONGEST + " characters");
        }
        return new SqlFilter(SqlParser.parse(expression));
    }

    @Override
    public boolean isAll() {
        return false;
    }

    /** The unit tells nothing of properties. */
    @Override
    public boolean mayMatch(long tagCode) {
        return true;
    }

    @Override
    public RecordFilter records() {
        return evaluation();
    }

    Evaluation evaluation() {
        return new Evaluation(expression);
    }
}
