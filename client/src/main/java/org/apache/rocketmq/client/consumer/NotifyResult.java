package org.apache.rocketmq.client.consumer;

/** Whether a queue has something to pop. */
public class NotifyResult {
    private boolean hasMsg;
    private boolean pollingFull;

    public NotifyResult() {}

    public boolean isHasMsg() {
        return hasMsg;
    }

    public boolean isPollingFull() {
        return pollingFull;
    }

    public void setHasMsg(boolean hasMsg) {
        this.hasMsg = hasMsg;
    }

    public void setPollingFull(boolean pollingFull) {
        this.pollingFull = pollingFull;
    }

    @Override
    public String toString() {
        return "NotifyResult{hasMsg=" + hasMsg + ", pollingFull=" + pollingFull + "}";
    }
}
