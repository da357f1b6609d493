package io.apogeemq.benchmarks.stock;

import io.apogeemq.benchmarks.load.CpuTime;
import io.apogeemq.benchmarks.load.Figures;
import io.apogeemq.benchmarks.load.ProcessCost;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;

/** Threads that send one message after the other and wait for each. */
public final class StockClientMain {
    private StockClientMain() {}

    /** Arguments: NameServer, topic, threads, bytes of a body, messages that don't count, seconds, broker's pid. */
    public static void main(String[] args) throws Exception {
        int threads = Integer.parseInt(args[2]);
        byte[] body = new byte[Integer.parseInt(args[3])];
        long warmup = Long.parseLong(args[4]);
        long nanos = (long) (Double.parseDouble(args[5]) * 1e9);
        long pid = Long.parseLong(args[6]);
        DefaultMQProducer producer = new DefaultMQProducer("mqbench-stock");
        producer.setNamesrvAddr(args[0]);
        producer.setVipChannelEnabled(false);
        producer.start();
        AtomicLong sent = new AtomicLong();
        AtomicInteger running = new AtomicInteger(1);
        CountDownLatch ended = new CountDownLatch(threads);
        AtomicLong failed = new AtomicLong();
        for (int i = 0; i < threads; i++) {
            Thread sender = new Thread(() -> {
                while (running.get() == 1) {
                    try {
                        SendStatus status = producer.send(new Message(args[1], "TagA", body))
                                .getSendStatus();
                        (status == SendStatus.SEND_OK ? sent : failed).incrementAndGet();
                    } catch (Exception e) {
                        failed.incrementAndGet();
                    }
                }
                ended.countDown();
            });
            sender.start();
        }
        long start = System.nanoTime();
        while (sent.get() < warmup && System.nanoTime() - start < (long) 60e9) {
            Thread.sleep(10);
        }
        long own = ProcessHandle.current().pid();
        CpuTime before = CpuTime.of(pid);
        CpuTime ownBefore = CpuTime.of(own);
        long from = System.nanoTime();
        long countBefore = sent.get();
        Thread.sleep(nanos / 1_000_000);
        long count = sent.get() - countBefore;
        double seconds = (System.nanoTime() - from) / 1e9;
        Figures figures = new Figures();
        figures.put("messages_per_second", count / seconds);
        double client = CpuTime.of(own).seconds() - ownBefore.seconds();
        ProcessCost.of(pid).addTo(figures, before, count);
        figures.put("client_us_per_message", client * 1e6 / Math.max(1, count));
        figures.put("failed", failed.get());
        running.set(0);
        ended.await();
        producer.shutdown();
        System.out.print(figures);
        System.exit(0);
    }
}
