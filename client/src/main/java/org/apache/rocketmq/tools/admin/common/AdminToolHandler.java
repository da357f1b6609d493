package org.apache.rocketmq.tools.admin.common;

/** One of the questions that are asked concurrently. */
public interface AdminToolHandler {

    @SuppressWarnings("rawtypes") // as published
    AdminToolResult doExecute() throws Exception;
}
