package org.apache.rocketmq.remoting.protocol.body;

import java.util.List;

/** What a subject may do. */
public class AclInfo {
    private String subject;
    private List<PolicyInfo> policies;

    public AclInfo() {}

    public static AclInfo of(
            String subject, List<String> resources, List<String> actions, List<String> sourceIps, String decision) {
        AclInfo info = new AclInfo();
        info.subject = subject;
        info.policies = List.of(PolicyInfo.of(resources, actions, sourceIps, decision));
        return info;
    }

    public String getSubject() {
        return subject;
    }

    public void setSubject(String subject) {
        this.subject = subject;
    }

    public List<PolicyInfo> getPolicies() {
        return policies;
    }

    public void setPolicies(List<PolicyInfo> policies) {
        this.policies = policies;
    }

    /** What may be done with one resource. */
    public static class PolicyEntryInfo {
        private String resource;
        private List<String> actions;
        private List<String> sourceIps;
        private String decision;

        public PolicyEntryInfo() {}

        public static PolicyEntryInfo of(
                String resource, List<String> actions, List<String> sourceIps, String decision) {
            PolicyEntryInfo entry = new PolicyEntryInfo();
            entry.resource = resource;
            entry.actions = actions;
            entry.sourceIps = sourceIps;
            entry.decision = decision;
            return entry;
        }

        public String getResource() {
            return resource;
        }

        public void setResource(String resource) {
            this.resource = resource;
        }

        public List<String> getActions() {
            return actions;
        }

        public void setActions(List<String> actions) {
            this.actions = actions;
        }

        public List<String> getSourceIps() {
            return sourceIps;
        }

        public void setSourceIps(List<String> sourceIps) {
            this.sourceIps = sourceIps;
        }

        public String getDecision() {
            return decision;
        }

        public void setDecision(String decision) {
            this.decision = decision;
        }
    }

    /** What a subject may do by one policy. */
    public static class PolicyInfo {
        private String policyType;
        private List<PolicyEntryInfo> entries;

        public PolicyInfo() {}

        public static PolicyInfo of(
                List<String> resources, List<String> actions, List<String> sourceIps, String decision) {
            PolicyInfo policy = new PolicyInfo();
            policy.entries = resources.stream()
                    .map(resource -> PolicyEntryInfo.of(resource, actions, sourceIps, decision))
                    .toList();
            return policy;
        }

        public String getPolicyType() {
            return policyType;
        }

        public void setPolicyType(String policyType) {
            this.policyType = policyType;
        }

        public List<PolicyEntryInfo> getEntries() {
            return entries;
        }

        public void setEntries(List<PolicyEntryInfo> entries) {
            this.entries = entries;
        }
    }
}
