package io.apogeemq.benchmarks.compare;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What the threads of another JVM have allocated, by its own account: exact, and at no cost for what it measures. What
 * threads that end between two looks allocated meanwhile is not seen; threads that answer these questions are left out.
 */
final class AllocatedBytes implements AutoCloseable {
    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final Map<Long, Long> before = new HashMap<>();

    private AllocatedBytes(JMXConnector connector, ThreadMXBean threads) {
        this.connector = connector;
        this.threads = threads;
    }

    /** Lets the JVM answer such questions from here on: it starts a few threads of its own. */
    @SuppressWarnings("BanJNDI") // the address comes from a process that we started
    static AllocatedBytes of(long pid) throws IOException {
        String address;
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                address = machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("the process " + pid + " cannot be asked", e);
        }
        JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
        return new AllocatedBytes(
                connector,
                ManagementFactory.newPlatformMXBeanProxy(
                        connector.getMBeanServerConnection(),
                        ManagementFactory.THREAD_MXBEAN_NAME,
                        ThreadMXBean.class));
    }

    /** Bytes since the last look by the threads' names; since the threads' beginnings at the first one. */
    Map<String, Long> sinceLastLook() {
        long[] ids = threads.getAllThreadIds();
        ThreadInfo[] infos = threads.getThreadInfo(ids);
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<String, Long> byThread = new TreeMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (infos[i] != null && bytes[i] >= 0 && !isOurs(infos[i].getThreadName())) {
                Long earlier = before.put(ids[i], bytes[i]);
                byThread.merge(infos[i].getThreadName(), bytes[i] - (earlier == null ? 0 : earlier), Long::sum);
            }
        }
        return byThread;
    }

    private static boolean isOurs(String thread) {
        return thread.startsWith("RMI ") || thread.startsWith("JMX ") || thread.startsWith("Attach Listener");
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
