package org.apache.rocketmq.remoting.protocol;

/** Which way a command goes. */
public enum RemotingCommandType {
    REQUEST_COMMAND,
    RESPONSE_COMMAND
}
