package org.apache.rocketmq.client.impl;

import io.apogeemq.client.core.HeaderFields;
import io.apogeemq.client.core.RequestHook;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.util.HashMap;
import java.util.Map;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;

/** Shows requests and answers to a program's {@link RPCHook} in the form that it knows. */
final class HookAdapter implements RequestHook {
    private static final int RESPONSE = 1;

    private final RPCHook hook;

    HookAdapter(RPCHook hook) {
        this.hook = hook;
    }

    @Override
    public Request before(String address, Request request) {
        RemotingCommand command = command(request);
        hook.doBeforeRequest(address, command);
        return HeaderFields.replace(request, command.getExtFields(), command.getBody());
    }

    @Override
    public void after(String address, Request request, Answer answer) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < answer.fields().count(); i++) {
            fields.put(answer.fields().name(i), answer.fields().text(i));
        }
        RemotingCommand response = RemotingCommand.of(answer.code(), 0, RESPONSE, fields, answer.body());
        response.setRemark(answer.remark());
        response.setVersion(answer.version());
        hook.doAfterResponse(address, command(request), response);
    }

    @Override
    public String toString() {
        return hook.getClass().getName();
    }

    private static RemotingCommand command(Request request) {
        return RemotingCommand.of(request.code(), 0, 0, HeaderFields.of(request), request.body());
    }
}
