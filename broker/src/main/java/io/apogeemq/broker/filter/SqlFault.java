package io.apogeemq.broker.filter;

/** An expression that cannot be used: what is wrong with it, and where. */
public final class SqlFault extends Exception {
    private static final long serialVersionUID = 1;

    SqlFault(SqlToken at, String fault) {
        this(at.line(), at.column(), fault);
    }

    SqlFault(int line, int column, String fault) {
        super("at line " + line + ", column " + column + ": " + fault);
    }
}
