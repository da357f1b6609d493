package org.apache.rocketmq.client.trace;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.ProcessEnd;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.rocketmq.client.AccessChannel;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.consumer.DefaultMQPushConsumerImpl;
import org.apache.rocketmq.client.impl.producer.DefaultMQProducerImpl;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.topic.TopicValidator;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends traces by a producer of its own, several at a time (spec/messages.md 18): as soon as there are enough of them, or
 * five seconds after the first. Traces that find no room are dropped, and counted in the log.
 */
public class AsyncTraceDispatcher implements TraceDispatcher {
    private static final Logger log = LoggerFactory.getLogger(AsyncTraceDispatcher.class);
    private static final int CAPACITY = 2_048;
    private static final int MOST_AT_ONCE = 20;
    private static final int MOST_BYTES = 128_000;
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final long LONGEST_MILLIS = 5_000;

    private final BlockingQueue<TraceContext> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicBoolean full = new AtomicBoolean();
    private final DefaultMQProducer traceProducer;
    private final int atOnce;
    private volatile Loop loop;
    private volatile AccessChannel accessChannel = AccessChannel.LOCAL;
    private volatile String traceTopicName;
    private volatile DefaultMQProducerImpl hostProducer;
    private volatile DefaultMQPushConsumerImpl hostConsumer;
    private volatile String namespaceV2;
    private volatile boolean endsWithProcess;

    /** Traces of that group; to a topic of the system's unless another one is given. */
    public AsyncTraceDispatcher(String group, Type type, int batchNum, String traceTopicName, RPCHook rpcHook) {
        this.atOnce = Math.max(1, Math.min(batchNum, MOST_AT_ONCE));
        this.traceTopicName = traceTopicName == null || traceTopicName.isEmpty()
                ? TopicValidator.RMQ_SYS_TRACE_TOPIC
                : traceTopicName;
        this.traceProducer = new DefaultMQProducer(
                TraceConstants.GROUP_NAME_PREFIX + "-" + group + "-" + type + "-"
                        + Long.toString(Clock.system().nanos(), 36),
                rpcHook);
        traceProducer.setSendMsgTimeout(TIMEOUT_MILLIS);
        traceProducer.setVipChannelEnabled(false);
        traceProducer.setMaxMessageSize(MOST_BYTES);
        traceProducer.setEnableTrace(false);
    }

    public AccessChannel getAccessChannel() {
        return accessChannel;
    }

    public void setAccessChannel(AccessChannel accessChannel) {
        this.accessChannel = accessChannel;
    }

    public String getTraceTopicName() {
        return traceTopicName;
    }

    public void setTraceTopicName(String traceTopicName) {
        this.traceTopicName = traceTopicName;
    }

    public DefaultMQProducer getTraceProducer() {
        return traceProducer;
    }

    public DefaultMQProducerImpl getHostProducer() {
        return hostProducer;
    }

    public void setHostProducer(DefaultMQProducerImpl hostProducer) {
        this.hostProducer = hostProducer;
    }

    public DefaultMQPushConsumerImpl getHostConsumer() {
        return hostConsumer;
    }

    public void setHostConsumer(DefaultMQPushConsumerImpl hostConsumer) {
        this.hostConsumer = hostConsumer;
    }

    public String getNamespaceV2() {
        return namespaceV2;
    }

    public void setNamespaceV2(String namespaceV2) {
        this.namespaceV2 = namespaceV2;
    }

    @Override
    public synchronized void start(String nameSrvAddr, AccessChannel accessChannel) throws MQClientException {
        if (loop == null) {
            traceProducer.setNamesrvAddr(nameSrvAddr);
            traceProducer.setInstanceName(TraceConstants.TRACE_INSTANCE_NAME + "_" + nameSrvAddr);
            traceProducer.setNamespaceV2(namespaceV2);
            traceProducer.start();
            loop = traceProducer.getDefaultMQProducerImpl().requireInstance().loop();
        }
        this.accessChannel = accessChannel;
        registerShutDownHook();
        wake();
    }

    @Override
    public boolean append(final Object ctx) {
        boolean taken = waiting.offer((TraceContext) ctx);
        if (taken) {
            full.set(false);
        } else if (!full.getAndSet(true)) {
            log.warn("{} traces wait to be sent: further ones are dropped until there is room", CAPACITY);
        }
        wake();
        return taken;
    }

    /** Sends what waits, or sees to it that it will be. */
    private void wake() {
        Loop running = loop;
        if (running == null || waiting.isEmpty()) {
            return;
        }
        if (waiting.size() >= atOnce) {
            running.execute(this::drain);
        } else if (!scheduled.getAndSet(true)) {
            running.schedule(LONGEST_MILLIS, () -> {
                scheduled.set(false);
                drain();
            });
        }
    }

    /** Sends all that waits and returns when it is stored, or cannot be. */
    @Override
    public void flush() {
        try {
            drain().get(2 * TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("some traces were not stored", e);
        }
    }

    @Override
    public void shutdown() {
        if (loop != null) {
            flush();
            removeShutdownHook();
            traceProducer.shutdown();
        }
    }

    /** Has what waits when the process ends be sent first. */
    public void registerShutDownHook() {
        if (!endsWithProcess) {
            endsWithProcess = true;
            ProcessEnd.atEnd(() -> {
                if (endsWithProcess) {
                    flush();
                }
            });
        }
    }

    /** The end of the process no longer matters. */
    public void removeShutdownHook() {
        endsWithProcess = false;
    }

    private CompletableFuture<Void> drain() {
        List<CompletableFuture<Void>> sends = new ArrayList<>();
        List<TraceContext> batch = new ArrayList<>();
        while (waiting.drainTo(batch, atOnce) > 0) {
            byTopic(batch).forEach((topic, contexts) -> sends.addAll(send(topic, contexts)));
            batch.clear();
        }
        return CompletableFuture.allOf(sends.toArray(CompletableFuture<?>[]::new));
    }

    /** Traces of one region go to a topic of that region where there is one for each. */
    private Map<String, List<TraceContext>> byTopic(List<TraceContext> contexts) {
        Map<String, List<TraceContext>> byTopic = new HashMap<>();
        for (TraceContext context : contexts) {
            AccessChannel channel = context.getAccessChannel() == null ? accessChannel : context.getAccessChannel();
            String topic = channel == AccessChannel.CLOUD
                    ? TraceConstants.TRACE_TOPIC_PREFIX + context.getRegionId()
                    : traceTopicName;
            byTopic.computeIfAbsent(topic, absent -> new ArrayList<>()).add(context);
        }
        return byTopic;
    }

    private List<CompletableFuture<Void>> send(String topic, List<TraceContext> contexts) {
        List<CompletableFuture<Void>> sends = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Set<String> keys = new HashSet<>();
        for (TraceContext context : contexts) {
            TraceTransferBean trace = TraceDataEncoder.encoderFromContextBean(context);
            if (text.length() > 0 && text.length() + trace.getTransData().length() >= MOST_BYTES) {
                sends.add(send(topic, text.toString(), keys));
                text.setLength(0);
                keys = new HashSet<>();
            }
            text.append(trace.getTransData());
            keys.addAll(trace.getTransKey());
        }
        sends.add(send(topic, text.toString(), keys));
        return sends;
    }

    private CompletableFuture<Void> send(String topic, String text, Set<String> keys) {
        Message message = new Message(topic, text.getBytes(StandardCharsets.UTF_8));
        message.setKeys(keys);
        CompletableFuture<Void> stored = new CompletableFuture<>();
        SendCallback callback = new SendCallback() {
            @Override
            public void onSuccess(SendResult sendResult) {
                stored.complete(null);
            }

            @Override
            public void onException(Throwable e) {
                log.warn("traces of {} messages were not stored in topic {}: {}", keys.size(), topic, e.getMessage());
                stored.complete(null);
            }
        };
        try {
            traceProducer.send(message, callback, TIMEOUT_MILLIS);
        } catch (MQClientException | RemotingException e) {
            callback.onException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.onException(e);
        }
        return stored;
    }
}
