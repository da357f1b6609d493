package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.Figures;
import io.apogeemq.benchmarks.load.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Apache's client in a process of its own, against either broker. */
final class StockClient {
    private static final long LONGEST_SECONDS = 180;

    private StockClient() {}

    static Figures run(Stage stage, Target target) throws IOException, InterruptedException {
        Stage.create(target, "stock", Stage.QUEUES);
        Path ours = Path.of(StockClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Path out = stage.directory().resolve("stock.out");
        Process process = new ProcessBuilder(List.of(
                        stage.places().java(),
                        "-Xms256m",
                        "-Xmx256m",
                        "-Duser.home=" + stage.directory(),
                        "-Drocketmq.client.logUseSlf4j=false",
                        "-Dtls.enable=false",
                        "-cp",
                        ours + ":" + stage.places().apacheClasspath(),
                        "io.apogeemq.benchmarks.stock.StockClientMain",
                        stage.nameServer(),
                        "stock",
                        "32",
                        "1024",
                        stage.quick() ? "200000" : "400000",
                        stage.quick() ? "3" : "5",
                        Long.toString(target.pid())))
                .redirectError(stage.directory().resolve("stock.err").toFile())
                .redirectOutput(out.toFile())
                .start();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the stock client did not end within " + LONGEST_SECONDS + " s");
            }
        } finally {
            process.destroyForcibly();
        }
        Figures figures = new Figures();
        for (String line : Files.readAllLines(out)) {
            String[] words = line.trim().split(" +");
            if (words.length == 2) {
                figures.put(words[0], Double.parseDouble(words[1]));
            }
        }
        if (figures.all().isEmpty()) {
            throw new IOException("the stock client ended with " + process.exitValue() + " and without figures");
        }
        return figures;
    }
}
