package io.apogeemq.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.broker.settings.BrokerKeys;
import io.apogeemq.namesrv.NameServerSettings;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.SettingsTable;
import io.apogeemq.settings.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsDocumentTest {
    private static final Map<String, SettingsTable> TABLES = tables();

    private static Map<String, SettingsTable> tables() {
        Map<String, SettingsTable> tables = new LinkedHashMap<>();
        tables.put("Broker", BrokerKeys.TABLE);
        tables.put("NameServer", NameServerSettings.TABLE);
        tables.put("NameServer", NameServerSettings.TABLE);
        return tables;
    }

    @Test
    void every_setting_that_does_something_says_what() {
        TABLES.forEach((title, table) -> assertThat(table.rows())
                .as(title)
                .filteredOn(row -> row.standing() == Standing.BUILT || row.standing() == Standing.PROTECTING)
                .filteredOn(row -> row.why().isBlank())
                .extracting(Setting::key)
                .isEmpty());
    }

    /** After a change of a table: {@code mvn verify ... -Dwrite.documents} writes the page anew. */
    @Test
    void the_page_of_the_settings_is_printed_from_the_tables() throws IOException {
        SettingsPage page = new SettingsPage();
        TABLES.forEach(page::add);
        Path here = Path.of("").toAbsolutePath();
        Path file = (Files.isDirectory(here.resolve("docs")) ? here : here.getParent()).resolve("docs/settings.md");
        if (Boolean.getBoolean("write.documents")) {
            Files.writeString(file, page.print());
        }

        assertThat(file).content().as("-Dwrite.documents=true writes it anew").isEqualTo(page.print());
    }
}
