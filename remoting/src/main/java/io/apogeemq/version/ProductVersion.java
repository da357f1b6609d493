package io.apogeemq.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which version this is, and of which commit. The build fills it in from the repository; {@code git archive} does, for a
 * source archive that is built without one.
 *
 * @param commit empty where neither could say
 * @param changed whether files differed from the commit when it was built
 */
public record ProductVersion(String version, String commit, boolean changed) {
    private static final String FILE = "version.properties";
    private static final int SHORT_COMMIT = 12;

    /** How git marks a commit with whose files something was done. */
    private static final String CHANGED = "-dirty";

    /** Of the code that runs. */
    public static ProductVersion current() {
        Properties filled = new Properties();
        try (InputStream in = ProductVersion.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing beside the classes");
            }
            filled.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(filled);
    }

    static ProductVersion of(Properties filled) {
        String built = known(filled.getProperty("commit", ""));
        boolean changed = built.endsWith(CHANGED);
        String commit = changed ? built.substring(0, built.length() - CHANGED.length()) : built;
        return new ProductVersion(
                known(filled.getProperty("version", "")),
                commit.isEmpty() ? known(filled.getProperty("archive", "")) : commit,
                changed);
    }

    /** A place that nobody filled in still holds its own name. */
    private static String known(String text) {
        return text.startsWith("$") ? "" : text;
    }

    /** As {@code --version} and the log say it. */
    public String text() {
        if (commit.isEmpty()) {
            return "ApogeeMQ " + version + " (commit unknown)";
        }
        String shown = commit.length() > SHORT_COMMIT ? commit.substring(0, SHORT_COMMIT) : commit;
        return "ApogeeMQ " + version + " (commit " + shown + (changed ? " with changes" : "") + ")";
    }
}
