package org.apache.rocketmq.remoting.protocol.subscription;

import java.util.Objects;

/** What a group may read of a topic. */
public class SimpleSubscriptionData {
    private String topic;
    private String expressionType;
    private String expression;
    private long version;

    public SimpleSubscriptionData(String topic, String expressionType, String expression, long version) {
        this.topic = topic;
        this.expressionType = expressionType;
        this.expression = expression;
        this.version = version;
    }

    public String getTopic() {
        return topic;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    public String getExpressionType() {
        return expressionType;
    }

    public void setExpressionType(String expressionType) {
        this.expressionType = expressionType;
    }

    public String getExpression() {
        return expression;
    }

    public void setExpression(String expression) {
        this.expression = expression;
    }

    public long getVersion() {
        return version;
    }

    public void setVersion(long version) {
        this.version = version;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SimpleSubscriptionData that
                && Objects.equals(topic, that.topic)
                && Objects.equals(expressionType, that.expressionType)
                && Objects.equals(expression, that.expression);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, expressionType, expression);
    }

    @Override
    public String toString() {
        return "SimpleSubscriptionData{topic=" + topic + ", expressionType=" + expressionType + ", expression="
                + expression + ", version=" + version + "}";
    }
}
