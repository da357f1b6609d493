package io.apogeemq.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductVersionTest {
    @ParameterizedTest
    @CsvSource({
        "0123456789abcdef0123456789abcdef01234567, $Format:%H$, ApogeeMQ 1.2.3 (commit 0123456789ab)",
        "0123456789abcdef0123456789abcdef01234567-dirty, $Format:%H$, ApogeeMQ 1.2.3 (commit 0123456789ab with changes)",
        "${build.commit}, 76543210fedcba98, ApogeeMQ 1.2.3 (commit 76543210fedc)",
        "'', $Format:%H$, ApogeeMQ 1.2.3 (commit unknown)",
        "${build.commit}, $Format:%H$, ApogeeMQ 1.2.3 (commit unknown)",
    })
    void the_commit_comes_from_the_repository_or_from_the_archive(String commit, String archive, String text)
            throws IOException {
        Properties filled = new Properties();
        filled.load(new StringReader("version=1.2.3\ncommit=" + commit + "\narchive=" + archive + "\n"));

        assertThat(ProductVersion.of(filled).text()).isEqualTo(text);
    }

    @Test
    void the_build_has_filled_in_the_version() {
        assertThat(ProductVersion.current().version()).matches("\\d.*");
    }
}
