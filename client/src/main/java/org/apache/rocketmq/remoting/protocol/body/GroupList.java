package org.apache.rocketmq.remoting.protocol.body;

import java.util.HashSet;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/** Names of groups. */
@SuppressWarnings("NonApiType") // the published signatures say so
public class GroupList extends RemotingSerializable {
    private HashSet<String> groupList = new HashSet<>();

    public GroupList() {}

    public HashSet<String> getGroupList() {
        return groupList;
    }

    public void setGroupList(HashSet<String> groupList) {
        this.groupList = groupList;
    }
}
