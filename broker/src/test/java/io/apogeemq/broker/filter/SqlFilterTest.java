package io.apogeemq.broker.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.protocol.message.MessageProperties;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SqlFilterTest {
    private static final String REFUSED = "refused";

    /** Outcome, expression, properties. */
    static Stream<String[]> outcomes() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SqlFilterTest.class.getResourceAsStream("outcomes-5.5.0.txt")),
                StandardCharsets.UTF_8))) {
            return lines
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void an_expression_means_what_it_means_to_rocketmq(String outcome, String expression, String properties) {
        String expected = outcome.endsWith("!") ? REFUSED : outcome;

        assertThat(outcome(unescaped(expression), properties(properties))).isEqualTo(expected);
    }

    static String outcome(String expression, Map<String, String> properties) {
        Expression parsed;
        try {
            parsed = SqlParser.parse(expression);
        } catch (SqlFault e) {
            return REFUSED;
        }
        // whoever is delivered what asks the expression and its opposites: a condition that is neither true nor false
        // nor unknown cannot be evaluated
        if (matches(parsed, properties)) {
            return "true";
        }
        if (matches(new Logic.IsNull(new Condition(parsed)), properties)) {
            return "unknown";
        }
        return matches(new Logic.Not(parsed), properties) ? "false" : "error";
    }

    /** A property that stands alone is a condition too. */
    private record Condition(Expression expression) implements Expression {
        @Override
        public Object value(Evaluation message) throws Mismatch {
            return expression.test(message);
        }
    }

    private static boolean matches(Expression expression, Map<String, String> properties) {
        MessageProperties of = new MessageProperties();
        properties.forEach(of::put);
        return new Evaluation(expression).matches(of);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
    }

    private static Map<String, String> properties(String text) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String one : text.isEmpty() ? new String[0] : text.split(";")) {
            int split = one.indexOf('=');
            properties.put(one.substring(0, split), one.substring(split + 1));
        }
        return properties;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a >>> 3 AND              | at line 1, column 4: expected a property, a number, a string, TRUE, FALSE, NULL, NOT or '(', but found '>'",
                "a > 3 AND                | at line 1, column 10: expected a property, a number, a string, TRUE, FALSE, NULL, NOT or '(', but found the end of the expression",
                "a LIKE 'x%'              | at line 1, column 3: the expression could end before 'LIKE'; expected AND, OR or the end",
                "a > 1 b                  | at line 1, column 7: the expression could end before 'b'; expected AND, OR or the end",
                "a != 1                   | at line 1, column 3: '!' has no meaning here; unequal is <>",
                "a = \"x\"                | at line 1, column 5: strings stand in single quotes",
                "a = 1 AND\\n  b IN (1)   | at line 2, column 9: expected a string in single quotes, but found '1'",
                "a /* \\n */ = 'it        | at line 2, column 7: the string that begins here has no closing quote",
                "a > 'x'                  | at line 1, column 5: greater, less and BETWEEN compare properties and numbers, not the string 'x'",
                "a > 1 > 2                | at line 1, column 1: greater, less and BETWEEN compare properties and numbers, no conditions",
                "a = NULL                 | at line 1, column 5: NULL cannot be compared; write IS NULL or IS NOT NULL",
                "a = 1 OR 2               | at line 1, column 10: a condition is expected here, and '2' is a value",
                "a BETWEEN 3 AND 1        | at line 1, column 17: nothing is between 3 and 1",
                "a NOT = 1                | at line 1, column 7: expected BETWEEN, IN, CONTAINS, STARTSWITH or ENDSWITH after NOT, but found '='",
                "1 IN ('x')               | at line 1, column 1: a property stands before IN, nothing else",
                "a = 0.0                  | at line 1, column 5: 0.0 is less than 4.9E-324; 0 can be written without a point",
                "a = 9223372036854775808  | at line 1, column 5: 9223372036854775808 is greater than 9223372036854775807",
                "a = 010                  | at line 1, column 5: a whole number does not begin with 0: 010",
                "size = 1 AND größe = 2   | at line 1, column 16: 'ö' has no meaning here; names of properties are of the letters a to z, digits, _ and $",
                "a = 1 /* x               | at line 1, column 7: the comment that begins here does not end",
            })
    void what_is_wrong_is_told_with_its_place(String expression, String fault) {
        assertThatThrownBy(() -> SqlFilter.compile(unescaped(expression)))
                .isInstanceOf(SqlFault.class)
                .hasMessage(fault);
    }

    @Test
    void an_expression_has_a_bound_in_length_and_in_depth() throws SqlFault {
        String long_ = "a = 1" + " OR a = 1".repeat(7_000);
        assertThat(SqlFilter.compile(long_)).isNotNull();
        assertThatThrownBy(() -> SqlFilter.compile(long_ + " OR a = 1".repeat(1_000)))
                .hasMessageContaining("may have " + SqlFilter.LONGEST + " characters");

        SqlFilter.compile("(".repeat(150) + "a = 1" + ")".repeat(150));
        for (String deep : new String[] {
            "(".repeat(30_000) + "a = 1" + ")".repeat(30_000),
            "NOT ".repeat(10_000) + "a",
            "a" + " = a".repeat(10_000),
            "a" + " CONTAINS 'x'".repeat(4_000),
            "- ".repeat(10_000) + "1 = 1"
        }) {
            assertThatThrownBy(() -> SqlFilter.compile(deep)).hasMessageContaining("200 deep");
        }
    }
}
