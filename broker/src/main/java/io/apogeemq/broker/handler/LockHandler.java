package io.apogeemq.broker.handler;

import io.apogeemq.broker.group.GroupTable;
import io.apogeemq.broker.group.OrderLocks;
import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.LockBody;
import io.apogeemq.protocol.body.LockedQueues;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Locks of queues that are consumed in order: requests 41 and 42 (spec/requests.md). On the control loop. */
public final class LockHandler {
    private final NameCheck names;
    private final GroupTable groups;
    private final OrderLocks locks;

    public LockHandler(NameCheck names, GroupTable groups, OrderLocks locks) {
        this.groups = groups;
        this.names = names;
        this.locks = locks;
    }

    public CompletionStage<Reply> lock(Call call, NoHeader none) {
        try {
            LockBody body = LockBody.BODY.read(call.body());
            String fault = refuse(body);
            if (fault != null) {
                return Reply.refused(ResponseCode.INVALID_PARAMETER, fault).now();
            }
            if (groups.find(body.group()) == null) {
                return Reply.refused(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, groups.absence(body.group()))
                        .now();
            }
            LockedQueues held = new LockedQueues(locks.lock(body.group(), body.clientId(), call.peer(), body.queues()));
            return Reply.ok(LockedQueues.BODY.write(held)).now();
        } catch (BadBody e) {
            return bad(e);
        }
    }

    public CompletionStage<Reply> unlock(Call call, NoHeader none) {
        try {
            LockBody body = LockBody.BODY.read(call.body());
            locks.unlock(body.group(), body.clientId(), body.queues());
            return Reply.okNow();
        } catch (BadBody e) {
            return bad(e);
        }
    }

    private @Nullable String refuse(LockBody body) {
        String fault = names.refuseGroup(body.group());
        return fault != null ? fault : NameCheck.refuseClientId(body.clientId());
    }

    private static CompletionStage<Reply> bad(BadBody e) {
        return Reply.refused(ResponseCode.SYSTEM_ERROR, "the body " + e.getMessage())
                .now();
    }
}
