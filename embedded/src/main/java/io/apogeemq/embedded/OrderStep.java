package io.apogeemq.embedded;

import java.util.List;

/**
 * One step of an order, as the example has them: an order is created, paid for, perhaps pushed, and finished.
 *
 * @param orderId the order; all its steps go to one queue
 * @param name what happened
 */
record OrderStep(long orderId, String name) {
    private static final String CREATED = "创建";
    private static final String PAID = "付款";
    private static final String PUSHED = "推送";
    private static final String FINISHED = "完成";

    /** The ten steps of three orders, in the order in which they happen. */
    static List<OrderStep> example() {
        return List.of(
                new OrderStep(1, CREATED),
                new OrderStep(2, CREATED),
                new OrderStep(1, PAID),
                new OrderStep(3, CREATED),
                new OrderStep(2, PAID),
                new OrderStep(3, PAID),
                new OrderStep(2, FINISHED),
                new OrderStep(1, PUSHED),
                new OrderStep(3, FINISHED),
                new OrderStep(1, FINISHED));
    }

    /** As a message's body. */
    String text() {
        return orderId + " " + name;
    }

    static OrderStep parse(String text) {
        int blank = text.indexOf(' ');
        return new OrderStep(Long.parseLong(text.substring(0, blank)), text.substring(blank + 1));
    }
}
