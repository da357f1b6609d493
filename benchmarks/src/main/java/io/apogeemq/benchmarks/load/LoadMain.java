package io.apogeemq.benchmarks.load;

import io.apogeemq.protocol.frame.HeaderEncoding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Locale;

/** {@code bin/mqbench}: one load against a broker that runs, its figures on standard output. */
public final class LoadMain {
    private static final String USAGE = """
            Usage: mqbench COMMAND [OPTION VALUE]...

              send     messages as fast as they are answered, or at a fixed --rate
              latency  messages at a fixed --rate to a consumer that waits for them: from due to consumed
              read     what a topic holds, from the beginning of its queues, round and round
              topics   makes topics, one after the other, then 32 at once
              idle     nothing but --polls waiting pulls

              -b HOST:PORT       the broker                               localhost:10911
              -t TOPIC           made if it isn't there                   mqbench
              --queues N         of the topic                             8
              --size BYTES       of a body, at least 8                    1024
              --connections N                                             4
              --window N         unanswered sends per connection          64
              --rate N           messages a second, for send and latency  1000 (latency)
              --batch N          messages a pull asks for                 32
              --polls N          waiting pulls (one queue each)           0
              --warmup N         messages that don't count                10000
              --count N          messages, at most                        no limit
              --seconds S        at most                                  10
              --encoding E       json or binary                           json
              --pid PID          the broker's process on this machine: adds CPU per message, threads, memory
            """;

    private static final String USUAL_BROKER = "localhost:10911";
    private static final int FAILED = 1;
    private static final int WRONG_OPTION = 2;

    private LoadMain() {}

    public static void main(String[] args) throws InterruptedException {
        if (args.length == 0 || args[0].equals("-h") || args[0].equals("--help")) {
            System.out.print(USAGE);
            return;
        }
        try {
            System.out.print(run(args[0], Options.of(args)));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(USAGE);
            System.exit(WRONG_OPTION);
        } catch (IOException e) {
            System.err.println("mqbench: " + e.getClass().getSimpleName() + ": " + e.getMessage() + " (the broker is "
                    + broker(args) + ")");
            System.exit(FAILED);
        }
    }

    private static Figures run(String command, Options options) throws IOException, InterruptedException {
        Target target = new Target(
                address(options.text("-b", USUAL_BROKER)),
                HeaderEncoding.valueOf(options.text("--encoding", "json").toUpperCase(Locale.ROOT)),
                (long) options.number("--pid", 0));
        String topic = options.text("-t", "mqbench");
        int queues = (int) options.number("--queues", 8);
        int size = (int) options.number("--size", 1024);
        int connections = (int) options.number("--connections", 4);
        int window = (int) options.number("--window", 64);
        double rate = options.number("--rate", 0);
        int batch = (int) options.number("--batch", 32);
        int polls = (int) options.number("--polls", 0);
        double count = options.number("--count", 1e18);
        double seconds = options.number("--seconds", 10);
        Phase phase = new Phase((long) options.number("--warmup", 10_000), (long) count, seconds);
        options.requireAllUsed();
        if (!command.equals("topics") && !command.equals("read")) {
            try (Calls calls = new Calls(target)) {
                calls.createTopic(topic, Math.max(polls, queues));
            }
        }
        return switch (command) {
            case "send" ->
                rate > 0
                        ? PacedSends.run(target, topic, queues, size, connections, rate, phase)
                        : PipelinedSends.run(target, topic, queues, size, connections, window, phase);
            case "latency" ->
                PacedSends.endToEnd(target, topic, queues, size, connections, rate > 0 ? rate : 1000, phase);
            case "read" -> Pulls.readBacklog(target, topic, queues, batch, connections, phase);
            case "topics" ->
                Steps.createTopics(target, topic + "_", queues, (int) Math.min(Integer.MAX_VALUE, count), seconds);
            case "idle" -> Steps.idle(target, topic, polls, seconds);
            default -> throw new IllegalArgumentException("mqbench knows no command " + command);
        };
    }

    private static String broker(String[] args) {
        int option = Arrays.asList(args).indexOf("-b");
        return option < 0 || option + 1 == args.length ? USUAL_BROKER : args[option + 1];
    }

    private static InetSocketAddress address(String text) {
        if (!text.matches(".+:[0-9]{1,5}")) {
            throw new IllegalArgumentException("-b " + text + " is no HOST:PORT");
        }
        int colon = text.lastIndexOf(':');
        InetSocketAddress address =
                new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("-b " + text + ": there is no host of that name");
        }
        return address;
    }
}
