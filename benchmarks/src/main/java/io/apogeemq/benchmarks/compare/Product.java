package io.apogeemq.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the servers of one of the two products are started: same properties, same flags. */
enum Product {
    OURS("ApogeeMQ"),
    APACHE("Apache");

    private final String title;

    Product(String title) {
        this.title = title;
    }

    /** For people. */
    String title() {
        return title;
    }

    /** The two servers. */
    enum Server {
        NAME_SERVER("mqnamesrv", "org.apache.rocketmq.namesrv.NamesrvStartup"),
        BROKER("mqbroker", "org.apache.rocketmq.broker.BrokerStartup");

        private final String script;
        private final String apacheMain;

        Server(String script, String apacheMain) {
            this.script = script;
            this.apacheMain = apacheMain;
        }
    }

    /**
     * Where they are found.
     *
     * @param ours an unpacked distribution
     * @param apacheClasspath the released jars
     * @param heap flags of a broker's JVM
     */
    record Places(Path ours, String apacheClasspath, String java, List<String> heap) {}

    private static final List<String> NAME_SERVER_HEAP = List.of("-Xms64m", "-Xmx256m");

    /**
     * A command that starts the server; its process becomes the server's.
     *
     * @param heap flags of a broker's JVM
     */
    ProcessBuilder command(Places places, Server server, List<String> heap, Path directory, Path properties)
            throws IOException {
        List<String> flags = new ArrayList<>(server == Server.BROKER ? heap : NAME_SERVER_HEAP);
        flags.add("-Duser.home=" + directory);
        // neither may spend its start on making a certificate
        flags.add("-Dtls.server.mode=disabled");
        List<String> command = new ArrayList<>();
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        clean(environment);
        switch (this) {
            case OURS -> {
                command.addAll(List.of(
                        "sh", places.ours.resolve("bin").resolve(server.script).toString()));
                environment.put("ROCKETMQ_HOME", places.ours.toString());
                environment.put("JAVA_OPT_EXT", String.join(" ", flags));
            }
            case APACHE -> {
                Path logging = directory.resolve("logback.xml");
                Files.writeString(logging, logback(directory.resolve("server.log")));
                command.addAll(List.of(places.java, "-server"));
                command.addAll(flags);
                command.addAll(List.of(
                        "-Drmq.logback.configurationFile=" + logging,
                        "-cp",
                        places.apacheClasspath,
                        server.apacheMain));
                environment.put("ROCKETMQ_HOME", directory.toString());
            }
        }
        command.addAll(List.of("-c", properties.toString()));
        return builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(server.script + ".out").toFile());
    }

    /** What the caller's shell has set must not reach a server. */
    static void clean(Map<String, String> environment) {
        environment.keySet().removeAll(List.of("NAMESRV_ADDR", "CLASSPATH", "JAVA_OPT", "JAVA_OPT_EXT"));
    }

    /** To a file at INFO, without waiting, as the configuration that it ships does. */
    private static String logback(Path file) {
        return "<configuration><appender name='F' class='ch.qos.logback.core.FileAppender'><file>" + file
                + "</file><encoder><pattern>%d %p %t - %m%n</pattern></encoder></appender>"
                + "<appender name='A' class='ch.qos.logback.classic.AsyncAppender'><appender-ref ref='F'/></appender>"
                + "<root level='INFO'><appender-ref ref='A'/></root></configuration>\n";
    }
}
