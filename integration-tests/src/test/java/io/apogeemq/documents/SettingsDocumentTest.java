package io.apogeemq.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.broker.settings.BrokerKeys;
import io.apogeemq.namesrv.NameServerSettings;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.SettingsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsDocumentTest {
    private static final Path ROOT = root();
    private static final Map<String, SettingsTable> TABLES = tables();

    private static Map<String, SettingsTable> tables() {
        Map<String, SettingsTable> tables = new LinkedHashMap<>();
        tables.put("Broker", BrokerKeys.TABLE);
        tables.put("NameServer", NameServerSettings.TABLE);
        return tables;
    }

    @Test
    void every_setting_says_what_it_does_or_why_not() {
        TABLES.forEach((title, table) -> assertThat(table.rows())
                .as(title)
                .filteredOn(row -> row.why().isBlank())
                .extracting(Setting::key)
                .isEmpty());
    }

    /** Each row of the tables in spec/config.md 7 to 12. */
    @Test
    void every_key_of_the_spec_is_in_a_table() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/spec/config.md"));
        String tables = page.substring(page.indexOf("\n## 7 "), page.indexOf("\n## 13 "));
        int nameServer = tables.indexOf("\n## 9 ");
        int network = tables.indexOf("\n## 10 ");
        int access = tables.indexOf("\n## 12 ");

        assertThat(keys(tables.substring(0, nameServer) + tables.substring(network)))
                .hasSizeGreaterThan(450)
                .allMatch(key -> BrokerKeys.TABLE.find(key).isPresent());
        assertThat(keys(tables.substring(nameServer, access)))
                .hasSizeGreaterThan(50)
                .allMatch(key -> NameServerSettings.TABLE.find(key).isPresent());
    }

    private static List<String> keys(String tables) {
        return tables.lines()
                .filter(line -> line.matches("\\| [a-zA-Z0-9]+ \\|.*"))
                .map(line -> line.substring(2, line.indexOf(" |")))
                .filter(key -> !key.equals("Property"))
                .toList();
    }

    /** After a change of a table: {@code mvn verify ... -Dwrite.documents} writes the page anew. */
    @Test
    void the_page_of_the_settings_is_printed_from_the_tables() throws IOException {
        SettingsPage page = new SettingsPage();
        TABLES.forEach(page::add);
        Path file = ROOT.resolve("docs/settings.md");
        if (Boolean.getBoolean("write.documents")) {
            Files.writeString(file, page.print());
        }

        assertThat(file).content().as("-Dwrite.documents=true writes it anew").isEqualTo(page.print());
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs")) ? here : here.getParent();
    }
}
