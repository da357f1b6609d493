package org.apache.rocketmq.remoting.protocol.body;

import java.util.HashMap;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;

/** Texts by name. */
@SuppressWarnings("NonApiType") // the published signatures say so
public class KVTable extends RemotingSerializable {
    private HashMap<String, String> table = new HashMap<>();

    public KVTable() {}

    public HashMap<String, String> getTable() {
        return table;
    }

    public void setTable(HashMap<String, String> table) {
        this.table = table;
    }
}
