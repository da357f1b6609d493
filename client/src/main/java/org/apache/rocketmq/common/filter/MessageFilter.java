package org.apache.rocketmq.common.filter;

import org.apache.rocketmq.common.message.MessageExt;

/** Chooses messages. */
public interface MessageFilter {

    boolean match(MessageExt arg0, FilterContext arg1);
}
