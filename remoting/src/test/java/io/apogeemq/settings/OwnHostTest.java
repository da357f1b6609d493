package io.apogeemq.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnHostTest {
    @Test
    void a_public_address_is_preferred_then_an_internal_one_then_ipv6() throws UnknownHostException {
        assertThat(preferred("127.0.0.1", "10.0.0.5", "8.8.8.8", "2001:db8::1")).isEqualTo("8.8.8.8");
        assertThat(preferred("127.0.0.1", "2001:db8::1", "192.168.1.7", "10.0.0.5"))
                .isEqualTo("192.168.1.7");
        assertThat(preferred("::1", "fe80::1", "2001:db8::1")).isEqualTo("2001:db8:0:0:0:0:0:1");
    }

    @Test
    void a_machine_alone_is_the_loopback() throws UnknownHostException {
        assertThat(preferred("127.0.0.1", "169.254.3.4", "fe80::1")).isEqualTo("127.0.0.1");
    }

    @Test
    void this_machine_has_a_name_and_an_address() throws UnknownHostException {
        assertThat(OwnHost.name()).isNotBlank();
        assertThat(InetAddress.getByName(OwnHost.address())).isNotNull();
    }

    private static String preferred(String... addresses) throws UnknownHostException {
        List<InetAddress> all = new ArrayList<>();
        for (String each : addresses) {
            all.add(InetAddress.getByName(each));
        }
        return OwnHost.preferred(all);
    }
}
