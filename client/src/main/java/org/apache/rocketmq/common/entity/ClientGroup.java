package org.apache.rocketmq.common.entity;

import java.util.Objects;

/** A client in a group. */
public class ClientGroup {
    public final String clientId;
    public final String group;

    public ClientGroup(String clientId, String group) {
        this.clientId = clientId;
        this.group = group;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientGroup that
                && Objects.equals(clientId, that.clientId)
                && Objects.equals(group, that.group);
    }

    @Override
    public int hashCode() {
        return Objects.hash(clientId, group);
    }

    @Override
    public String toString() {
        return "ClientGroup{clientId='" + clientId + "', group='" + group + "'}";
    }
}
