package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Our NameServer and broker in one process, started as its script starts it, on an empty directory. */
final class Standalone {
    private Standalone() {}

    static Figures run(Stage stage) throws IOException, InterruptedException {
        Path home = Files.createDirectories(stage.directory().resolve("standalone"));
        Path ours = stage.places().ours();
        int namePort = RunningServer.freePort();
        int port = RunningServer.freePort();
        ProcessBuilder command = new ProcessBuilder(List.of(
                "sh",
                ours.resolve("bin/mqstandalone").toString(),
                "-d",
                home.resolve("store").toString(),
                "-n",
                Integer.toString(namePort),
                "-b",
                Integer.toString(port)));
        Product.clean(command.environment());
        command.environment().put("ROCKETMQ_HOME", ours.toString());
        command.environment().put("JAVA_OPT_EXT", "-Duser.home=" + home);
        command.directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("standalone.out").toFile());
        try (RunningServer standalone = RunningServer.start(command, port)) {
            return Stage.firstSend(standalone);
        }
    }
}
