package org.apache.rocketmq.acl.common;

import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;

/** Signs each request with the credentials that it was made with (spec/remoting.md 17). */
public class AclClientRPCHook implements RPCHook {
    private final SessionCredentials sessionCredentials;

    public AclClientRPCHook(SessionCredentials sessionCredentials) {
        this.sessionCredentials = sessionCredentials;
    }

    @Override
    public void doBeforeRequest(String remoteAddr, RemotingCommand request) {
        request.makeCustomHeaderToNet();
        request.addExtField(SessionCredentials.ACCESS_KEY, sessionCredentials.getAccessKey());
        if (sessionCredentials.getSecurityToken() != null) {
            request.addExtField(SessionCredentials.SECURITY_TOKEN, sessionCredentials.getSecurityToken());
        }
        byte[] content = AclUtils.combineRequestContent(request, parseRequestContent(request));
        request.addExtField(
                SessionCredentials.SIGNATURE, AclUtils.calSignature(content, sessionCredentials.getSecretKey()));
    }

    @Override
    public void doAfterResponse(String remoteAddr, RemotingCommand request, RemotingCommand response) {}

    /** The fields that the signature covers. */
    protected SortedMap<String, String> parseRequestContent(RemotingCommand request) {
        SortedMap<String, String> fields = new TreeMap<>(request.getExtFields());
        fields.remove(SessionCredentials.SIGNATURE);
        return fields;
    }

    public SessionCredentials getSessionCredentials() {
        return sessionCredentials;
    }
}
