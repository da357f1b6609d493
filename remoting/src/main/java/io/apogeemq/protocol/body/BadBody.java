package io.apogeemq.protocol.body;

/** A body is not JSON, is too deep or too large to be read, or lacks what it needs. The text names the place and the cause. */
public final class BadBody extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int MOST = 200;

    private final String path;
    private final String problem;

    /**
     * @param problem what is wrong with the body or with one place of it, as the end of a sentence: "is empty"
     */
    public BadBody(String problem) {
        this("", problem);
    }

    private BadBody(String path, String problem) {
        super("the body" + (path.isEmpty() ? " " : "'s " + path + " ") + cut(problem), null, false, false);
        this.path = path;
        this.problem = problem;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** The same trouble, seen from one level further out. */
    BadBody in(String member) {
        return new BadBody(cut(member) + (path.isEmpty() || path.startsWith("[") ? "" : ".") + path, problem);
    }

    /** What the peer wrote may be long; logs and answers repeat only its beginning. */
    private static String cut(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST) + "...";
    }
}
