package io.apogeemq.launch;

/** The names of a server's log files: two servers of one user must not roll each other's. */
public final class LogFiles {
    /** The configurations in conf/ read it when the log opens, which is after the first line. */
    private static final String SUFFIX = "apogeemq.log.suffix";

    private LogFiles() {}

    /** Before the first line is logged. */
    public static void name(int port, int usualPort) {
        System.setProperty(SUFFIX, port == usualPort ? "" : "-" + port);
    }

    /** For a server whose settings were refused; its port may be what is wrong with them. */
    static void name(String port, int usualPort) {
        name(port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : usualPort, usualPort);
    }
}
