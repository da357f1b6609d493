package org.apache.rocketmq.common;

/** How far a broker's queues in RocksDB agree with its files. */
public class CheckRocksdbCqWriteResult {
    private String checkResult;
    private int checkStatus;

    public CheckRocksdbCqWriteResult() {}

    public String getCheckResult() {
        return checkResult;
    }

    public void setCheckResult(String checkResult) {
        this.checkResult = checkResult;
    }

    public int getCheckStatus() {
        return checkStatus;
    }

    public void setCheckStatus(int checkStatus) {
        this.checkStatus = checkStatus;
    }

    /** How it ended. */
    public enum CheckStatus {
        CHECK_OK(0),
        CHECK_NOT_OK(1),
        CHECK_IN_PROGRESS(2),
        CHECK_ERROR(3);

        private final int value;

        CheckStatus(int value) {
            this.value = value;
        }

        public int getValue() {
            return value;
        }
    }
}
