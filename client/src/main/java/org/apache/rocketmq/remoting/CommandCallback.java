package org.apache.rocketmq.remoting;

/** Called when a command has been handled. */
public interface CommandCallback {

    void accept();
}
