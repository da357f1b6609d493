package org.apache.rocketmq.remoting.protocol.body;

/** One of a broker's figures over a time. */
public class BrokerStatsItem {
    private long sum;
    private double tps;
    private double avgpt;

    public BrokerStatsItem() {}

    public long getSum() {
        return sum;
    }

    public void setSum(long sum) {
        this.sum = sum;
    }

    public double getTps() {
        return tps;
    }

    public void setTps(double tps) {
        this.tps = tps;
    }

    public double getAvgpt() {
        return avgpt;
    }

    public void setAvgpt(double avgpt) {
        this.avgpt = avgpt;
    }
}
