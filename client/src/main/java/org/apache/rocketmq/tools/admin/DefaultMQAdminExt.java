package org.apache.rocketmq.tools.admin;

import org.apache.rocketmq.remoting.RPCHook;

/**
 * The administrator's client (spec/client.md 10 and 43). Any thread, between {@code start} and {@code shutdown}.
 *
 * <p>The contract wants all of it in one class: it is written in three, by what the methods are about.
 */
public class DefaultMQAdminExt extends TopicsFace {
    private static final String DEFAULT_GROUP = "admin_ext_group";
    private static final long DEFAULT_TIMEOUT_MILLIS = 5_000;

    public DefaultMQAdminExt() {
        this((RPCHook) null, DEFAULT_TIMEOUT_MILLIS);
    }

    public DefaultMQAdminExt(long timeoutMillis) {
        this((RPCHook) null, timeoutMillis);
    }

    public DefaultMQAdminExt(RPCHook rpcHook) {
        this(rpcHook, DEFAULT_TIMEOUT_MILLIS);
    }

    public DefaultMQAdminExt(RPCHook rpcHook, long timeoutMillis) {
        super(rpcHook, DEFAULT_GROUP, timeoutMillis);
    }

    public DefaultMQAdminExt(final String adminExtGroup) {
        this(adminExtGroup, DEFAULT_TIMEOUT_MILLIS);
    }

    public DefaultMQAdminExt(final String adminExtGroup, long timeoutMillis) {
        super(null, adminExtGroup, timeoutMillis);
    }
}
