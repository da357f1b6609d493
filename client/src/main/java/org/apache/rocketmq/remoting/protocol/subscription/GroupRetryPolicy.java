package org.apache.rocketmq.remoting.protocol.subscription;

import com.alibaba.fastjson2.annotation.JSONField;

/** After which delays a group gets a message again. */
public class GroupRetryPolicy {
    private GroupRetryPolicyType type = GroupRetryPolicyType.CUSTOMIZED;
    private ExponentialRetryPolicy exponentialRetryPolicy;
    private CustomizedRetryPolicy customizedRetryPolicy;

    public GroupRetryPolicy() {}

    public GroupRetryPolicyType getType() {
        return type;
    }

    public void setType(GroupRetryPolicyType type) {
        this.type = type;
    }

    public ExponentialRetryPolicy getExponentialRetryPolicy() {
        return exponentialRetryPolicy;
    }

    public void setExponentialRetryPolicy(ExponentialRetryPolicy exponentialRetryPolicy) {
        this.exponentialRetryPolicy = exponentialRetryPolicy;
    }

    public CustomizedRetryPolicy getCustomizedRetryPolicy() {
        return customizedRetryPolicy;
    }

    public void setCustomizedRetryPolicy(CustomizedRetryPolicy customizedRetryPolicy) {
        this.customizedRetryPolicy = customizedRetryPolicy;
    }

    /** The policy in force: the default one when that of the type is not set. */
    @JSONField(serialize = false)
    public RetryPolicy getRetryPolicy() {
        RetryPolicy policy = type == GroupRetryPolicyType.EXPONENTIAL ? exponentialRetryPolicy : customizedRetryPolicy;
        return policy == null ? new CustomizedRetryPolicy() : policy;
    }

    @Override
    public String toString() {
        return "GroupRetryPolicy{type=" + type + ", exponentialRetryPolicy=" + exponentialRetryPolicy
                + ", customizedRetryPolicy=" + customizedRetryPolicy + "}";
    }
}
