package io.apogeemq.broker.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.settings.SettingsPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
    private static final String HEADING = """
            # Settings of a broker

            Printed from `BrokerTable`, the one place that knows them. `mqbroker -c FILE -p` prints what is in force.

            A properties file is read as RocketMQ reads it: ISO-8859-1 with `\\u` escapes, `#` comments, `key=value`. Blanks at
            both ends of a value do not count. A key that is in none of these tables stops the start and names the nearest
            known one; so does a value that is not of its type. `lenientConfig=true` makes an unknown key a warning.
            """;

    /** When this fails: copy {@code broker/target/settings-broker.md} to {@code docs/} and look at the difference. */
    @Test
    void the_page_in_the_docs_says_what_the_table_says() throws IOException {
        String page = SettingsPage.print(HEADING, BrokerTable.TABLE);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "settings-broker.md"), page);

        assertThat(Path.of("..", "docs", "settings-broker.md")).hasContent(page);
    }
}
