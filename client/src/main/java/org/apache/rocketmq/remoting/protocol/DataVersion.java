package org.apache.rocketmq.remoting.protocol;

import io.apogeemq.concurrent.Clock;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Which state of a table this is. */
public class DataVersion extends RemotingSerializable {
    private static final Comparator<DataVersion> ORDER = Comparator.comparingLong(DataVersion::getStateVersion)
            .thenComparingLong(version -> version.counter.get())
            .thenComparingLong(DataVersion::getTimestamp);

    private long stateVersion;
    private long timestamp = Clock.system().millis();
    private AtomicLong counter = new AtomicLong();

    public DataVersion() {}

    public void assignNewOne(DataVersion dataVersion) {
        stateVersion = dataVersion.stateVersion;
        timestamp = dataVersion.timestamp;
        counter.set(dataVersion.counter.get());
    }

    public void nextVersion() {
        nextVersion(0);
    }

    public void nextVersion(long stateVersion) {
        timestamp = Clock.system().millis();
        this.stateVersion = stateVersion;
        counter.incrementAndGet();
    }

    public long getStateVersion() {
        return stateVersion;
    }

    public void setStateVersion(long stateVersion) {
        this.stateVersion = stateVersion;
    }

    public long getTimestamp() {
        return timestamp;
    }

    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    public AtomicLong getCounter() {
        return counter;
    }

    public void setCounter(AtomicLong counter) {
        this.counter = counter;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataVersion that
                && stateVersion == that.stateVersion
                && timestamp == that.timestamp
                && counter.get() == that.counter.get();
    }

    @Override
    public int hashCode() {
        return Objects.hash(stateVersion, timestamp, counter.get());
    }

    @Override
    public String toString() {
        return "DataVersion[timestamp=" + timestamp + ", counter=" + counter + "]";
    }

    /** Above 0 when this one is the newer. */
    public int compare(DataVersion dataVersion) {
        return ORDER.compare(this, dataVersion);
    }
}
