package org.apache.rocketmq.tools.admin;

import io.apogeemq.client.admin.Admin;
import io.apogeemq.client.core.ClientInstance;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.Failures;
import org.apache.rocketmq.client.impl.Questions;
import org.apache.rocketmq.client.impl.SharedClients;
import org.apache.rocketmq.remoting.RPCHook;

/** Starts and ends the administrator's client; for {@link DefaultMQAdminExt}. */
abstract class AdminFace extends ClientConfig {
    private final RPCHook rpcHook;
    private final long timeoutMillis;
    private String adminExtGroup;

    private volatile SharedClients.Lease lease;
    private volatile Admin admin;

    AdminFace(RPCHook rpcHook, String adminExtGroup, long timeoutMillis) {
        this.rpcHook = rpcHook;
        this.adminExtGroup = adminExtGroup;
        this.timeoutMillis = timeoutMillis;
    }

    /** Once; without a NameServer too, which is asked only when somebody wants to know something. */
    public synchronized void start() throws MQClientException {
        if (lease != null) {
            throw new MQClientException(
                    Failures.withHelp("The AdminExt service state not OK, maybe started once, RUNNING"), null);
        }
        changeInstanceNameToPID();
        SharedClients.Lease taken = SharedClients.acquire(this, rpcHook);
        admin = Admin.of(taken.instance(), timeoutMillis);
        lease = taken;
    }

    public synchronized void shutdown() {
        if (lease != null) {
            lease.close();
            lease = null;
            admin = null;
        }
    }

    public String getAdminExtGroup() {
        return adminExtGroup;
    }

    public void setAdminExtGroup(String adminExtGroup) {
        this.adminExtGroup = adminExtGroup;
    }

    Admin admin() {
        Admin running = admin;
        if (running == null) {
            throw new IllegalStateException("this administrator's client is not running: start() comes first");
        }
        return running;
    }

    /** The same, with another time for each answer. */
    Admin admin(long millis) {
        admin();
        return Admin.of(lease.instance(), millis);
    }

    ClientInstance instance() {
        admin();
        return lease.instance();
    }

    Questions questions() {
        return new Questions(instance(), this);
    }
}
