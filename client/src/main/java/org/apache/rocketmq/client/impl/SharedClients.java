package org.apache.rocketmq.client.impl;

import io.apogeemq.client.choice.FaultTable;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.ClientSettings;
import io.apogeemq.client.core.NameServerLookup;
import io.apogeemq.client.produce.Producer;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Fatal;
import io.apogeemq.concurrent.Pool;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.remoting.netty.NettyNetwork;
import io.apogeemq.remoting.netty.NettyOptions;
import io.apogeemq.remoting.netty.tls.Tls;
import io.apogeemq.settings.TlsSettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.MessageClientIDSetter;
import org.apache.rocketmq.remoting.RPCHook;

/**
 * The client instances of this process by client id: the one state that is allowed to belong to the process, because
 * programs make producers and consumers out of nothing and expect those of one id to share their connections
 * (spec/client.md 14). The settings and the hook of the first one count.
 *
 * <p>A lock guards the table instead of a loop: objects are started and shut down on the programs' threads, which wait for
 * it anyway, and it is held for making an instance and never while anything is waited for.
 */
public final class SharedClients {
    private static final SharedClients OF_THIS_PROCESS = new SharedClients(Clock.system());
    private static final String INNER_PRODUCER = "CLIENT_INNER_PRODUCER";
    private static final int MAX_IO_THREADS = 4;

    private final Map<String, Shared> byId = new HashMap<>();

    private final Clock clock;

    private SharedClients(Clock clock) {
        this.clock = clock;
    }

    /** The time of this process, for whoever is not part of a client instance yet. */
    public static Clock clock() {
        return OF_THIS_PROCESS.clock;
    }

    /**
     * Joins the instance of the client id that the settings make, or makes and starts it.
     *
     * @throws MQClientException when a setting asks for what this client does not have
     */
    public static Lease acquire(ClientConfig config, RPCHook hook) throws MQClientException {
        ClientOptions.refuseUnknown(config);
        return OF_THIS_PROCESS.join(ClientOptions.settings(config), config, hook);
    }

    private synchronized Lease join(ClientSettings settings, ClientConfig config, RPCHook hook)
            throws MQClientException {
        Shared shared = byId.get(settings.clientId());
        if (shared == null) {
            shared = new Shared(settings, config, hook);
            byId.put(settings.clientId(), shared);
        } else if (shared.secure != config.isUseTLS()) {
            throw new MQClientException(
                    "useTLS is " + config.isUseTLS() + ", and the connections of client " + settings.clientId()
                            + ", which it would share, were opened with " + shared.secure
                            + ": set the same, or another instanceName",
                    null);
        }
        shared.users++;
        return new Lease(shared);
    }

    private synchronized boolean leave(Shared shared) {
        shared.users--;
        return shared.users == 0 && byId.remove(shared.instance.settings().clientId(), shared);
    }

    /** One instance, what it runs on, and how many use it. */
    private static final class Shared {
        private final ThreadedLoops loops;
        private final boolean secure;
        private final NettyNetwork network;
        private final ClientInstance instance;
        private final Producer innerProducer;
        private final CompletionStage<Void> started;
        private int users;

        Shared(ClientSettings settings, ClientConfig config, RPCHook hook) throws MQClientException {
            String prefix = "mq-" + settings.clientId() + "-";
            int ioThreads =
                    Math.max(1, Math.min(MAX_IO_THREADS, Runtime.getRuntime().availableProcessors() / 2));
            // a program that starts a consumer and returns from main means to go on
            loops = ThreadedLoops.keepingAlive(prefix);
            secure = config.isUseTLS();
            network = new NettyNetwork(
                    prefix + "io", NettyOptions.defaults(ioThreads), Fatal.TOLD, secure ? tls(loops) : null);
            instance =
                    new ClientInstance(settings, loops, network, lookup(settings, config), ClientOptions.hooks(hook));
            innerProducer = new Producer(
                    instance, INNER_PRODUCER, MessageClientIDSetter::createUniqID, new FaultTable(instance.clock()));
            started = instance.start();
        }

        private static Tls tls(ThreadedLoops loops) throws MQClientException {
            try {
                return new Tls(TlsSettings.ofClientWithTls(), loops);
            } catch (IOException e) {
                loops.close();
                throw new MQClientException("useTLS is set, and TLS cannot be had: " + e.getMessage(), e);
            }
        }

        private NameServerLookup lookup(ClientSettings settings, ClientConfig config) {
            if (settings.nameServers() != null) {
                return NameServerLookup.NONE;
            }
            Pool blocking = loops.pool("lookup-", 1, 1);
            return ClientOptions.lookup(config, blocking);
        }

        void close() {
            instance.stop();
            network.close();
            loops.close();
        }
    }

    /** The use of an instance by one producer or consumer. */
    public static final class Lease implements AutoCloseable {
        private final Shared shared;
        private boolean closed;
        private DefaultMQProducer innerFace;

        private Lease(Shared shared) {
            this.shared = shared;
        }

        public ClientInstance instance() {
            return shared.instance;
        }

        /** Completes when the instance knows its NameServers, or that nobody knows them. */
        public CompletionStage<Void> started() {
            return shared.started;
        }

        /** Sends what the client has to send by itself. */
        public Producer innerProducer() {
            return shared.innerProducer;
        }

        /** The same, as programs know it that reach for it. */
        public synchronized DefaultMQProducer innerFace() {
            if (innerFace == null) {
                innerFace = new DefaultMQProducer(INNER_PRODUCER);
                innerFace.getDefaultMQProducerImpl().borrow(this);
            }
            return innerFace;
        }

        /** Ends the use; with the last one the instance ends, its connections and threads with it. */
        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            if (OF_THIS_PROCESS.leave(shared)) {
                shared.close();
            }
        }
    }
}
