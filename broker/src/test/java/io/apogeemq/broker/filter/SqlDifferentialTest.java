package io.apogeemq.broker.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.message.MessageProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.rocketmq.filter.expression.EvaluationContext;
import org.apache.rocketmq.filter.expression.MQFilterException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Any expression that both take delivers the same messages as the filter of RocketMQ 5.5.0. */
class SqlDifferentialTest {
    private static final int EXPRESSIONS = 20_000;
    private static final int MESSAGES = 8;
    private static final int LEAST_TAKEN = EXPRESSIONS / 5;

    private static final List<String> NAMES = List.of("a", "b", "c", "TAGS", "$d_1");
    private static final List<String> TEXTS =
            List.of("x", "xy", "yx", "it's", "true", "FALSE", "1", "2.5", "", "中x", "null");
    private static final List<String> VALUES = List.of(
            "x",
            "xy",
            "xyx",
            "it's",
            "true",
            "FALSE",
            "1",
            "2",
            "3",
            "-1",
            "+2",
            "02",
            "2.5",
            "1e0",
            " 1",
            "2147483648",
            "9223372036854775808",
            "NaN",
            "中x中",
            "null",
            "-",
            "0x1",
            "1d");
    private static final List<String> NUMBERS =
            List.of("1", "2", "3", "0", "2147483647", "2147483648", "2L", "2.5", ".5", "1.", "1e0", "3E2");

    @Test
    void any_expression_delivers_what_rocketmq_delivers() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int taken = 0;
        int delivered = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            String text = condition(random, 3);
            org.apache.rocketmq.filter.expression.Expression theirs = theirs(text);
            SqlFilter ours;
            try {
                ours = SqlFilter.compile(text);
            } catch (SqlFault e) {
                boolean passedOver = String.valueOf(e.getMessage()).contains("could end before");
                assertThat(theirs == null || passedOver)
                        .as("seed %d: %s is refused here only: %s", seed, text, e.getMessage())
                        .isTrue();
                continue;
            }
            assertThat(theirs).as("seed %d: %s is taken here only", seed, text).isNotNull();
            taken++;
            Evaluation evaluation = ours.evaluation();
            for (int j = 0; j < MESSAGES; j++) {
                Map<String, String> properties = properties(random);
                MessageProperties of = new MessageProperties();
                properties.forEach(of::put);
                boolean wanted = evaluation.matches(of);
                assertThat(wanted)
                        .as("seed %d: %s for %s", seed, text, properties)
                        .isEqualTo(wanted(theirs, properties));
                delivered += wanted ? 1 : 0;
            }
        }
        assertThat(taken).as("seed %d: expressions taken by both", seed).isGreaterThan(LEAST_TAKEN);
        assertThat(delivered).as("seed %d: messages wanted", seed).isGreaterThan(LEAST_TAKEN);
    }

    private static org.apache.rocketmq.filter.expression.@Nullable Expression theirs(String text) {
        try {
            return new org.apache.rocketmq.filter.SqlFilter().compile(text);
        } catch (MQFilterException e) {
            return null;
        }
    }

    private static boolean wanted(
            org.apache.rocketmq.filter.expression.Expression theirs, Map<String, String> properties) {
        try {
            return Boolean.TRUE.equals(theirs.evaluate(new EvaluationContext() {
                @Override
                public @Nullable Object get(String name) {
                    return properties.get(name);
                }

                @Override
                public Map<String, Object> keyValues() {
                    return new HashMap<>(properties);
                }
            }));
        } catch (Exception e) {
            // what cannot be evaluated is not delivered
            return false;
        }
    }

    private static Map<String, String> properties(Random random) {
        Map<String, String> properties = new HashMap<>();
        for (String name : NAMES) {
            if (random.nextInt(4) > 0) {
                properties.put(name, one(random, VALUES));
            }
        }
        return properties;
    }

    private static String condition(Random random, int depth) {
        String left = depth == 0 || random.nextInt(8) == 0 ? operand(random) : test(random, depth - 1);
        return switch (random.nextInt(6)) {
            case 0 -> left + " AND " + condition(random, Math.max(0, depth - 1));
            case 1 -> left + " or " + condition(random, Math.max(0, depth - 1));
            case 2 -> "not (" + left + ")";
            case 3 -> "(" + left + ") AND (" + condition(random, Math.max(0, depth - 1)) + ")";
            default -> left;
        };
    }

    private static String test(Random random, int depth) {
        String left = depth > 0 && random.nextInt(8) == 0 ? "(" + condition(random, depth - 1) + ")" : operand(random);
        String not = random.nextInt(3) == 0 ? " NOT" : "";
        return switch (random.nextInt(9)) {
            case 0 -> left + " = " + operand(random);
            case 1 -> left + "<>" + operand(random);
            case 2 -> left + " IS" + not + " NULL";
            case 3 -> left + not + " BETWEEN " + number(random) + " and " + number(random);
            case 4 ->
                left + not + " in ("
                        + IntStream.rangeClosed(0, random.nextInt(3))
                                .mapToObj(i -> string(random))
                                .collect(Collectors.joining(","))
                        + ")";
            case 5 -> left + not + one(random, List.of(" CONTAINS ", " startswith ", " EndsWith ")) + string(random);
            case 6 -> left + one(random, List.of(" = ", " <> ")) + test(random, Math.max(0, depth - 1));
            default -> number(random) + one(random, List.of(">", " >= ", " < ", "<=")) + number(random);
        };
    }

    private static String number(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> operand(random);
            case 1 -> "-" + one(random, NUMBERS);
            case 2, 3 -> one(random, NUMBERS);
            default -> one(random, NAMES);
        };
    }

    private static String operand(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> one(random, NUMBERS);
            case 1 -> "- " + one(random, NUMBERS);
            case 2, 3 -> string(random);
            case 4 -> one(random, List.of("TRUE", "false", "NULL"));
            case 5 -> one(random, List.of("NOT ", "-", "+", "- -")) + operand(random);
            case 6 -> "(" + operand(random) + ")";
            default -> one(random, NAMES);
        };
    }

    private static String string(Random random) {
        return "'" + one(random, TEXTS).replace("'", "''") + "'";
    }

    private static String one(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
