package org.apache.rocketmq.remoting;

import org.apache.rocketmq.remoting.exception.RemotingCommandException;

/** The fields of a header as a class of its own. */
public interface CommandCustomHeader {

    void checkFields() throws RemotingCommandException;
}
