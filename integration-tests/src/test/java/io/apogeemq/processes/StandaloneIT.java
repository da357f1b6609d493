package io.apogeemq.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.nodes.Node;
import io.apogeemq.nodes.Places;
import io.apogeemq.nodes.Ports;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StandaloneIT {

    @Test
    void both_servers_start_in_one_process_and_keep_everything_in_one_directory() {
        Path data = Places.empty("standalone-data");
        try (Node standalone = new Node("mqstandalone", Places.empty("standalone"))) {
            int nameServer = Ports.free();
            int broker = Ports.free();
            standalone
                    .arguments("-d", data.toString(), "-n", "" + nameServer, "-b", "" + broker)
                    .start()
                    .awaitBoot();

            assertThat(standalone.output()).contains(":" + nameServer, ":" + broker);
            assertThat(data).isNotEmptyDirectory();
            assertThat(standalone.stop()).isZero();
        }
    }
}
