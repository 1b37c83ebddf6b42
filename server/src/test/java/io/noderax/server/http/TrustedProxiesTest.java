package io.noderax.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word counts on where a request comes from. */
class TrustedProxiesTest {
    private final TrustedProxies proxies = TrustedProxies.parse("10.0.0.0/8, 192.0.2.7,2001:db8::/33");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "198.51.100.1 | 203.0.113.5            | 198.51.100.1",
                "10.1.2.3     | -                      | 10.1.2.3",
                "10.1.2.3     | 203.0.113.5            | 203.0.113.5",
                "192.0.2.7    | 1.1.1.1, 203.0.113.5   | 203.0.113.5",
                "192.0.2.8    | 203.0.113.5            | 192.0.2.8",
                "10.1.2.3     | 203.0.113.5, 10.9.9.9  | 203.0.113.5",
                "10.1.2.3     | 10.4.4.4, 10.9.9.9     | 10.4.4.4",
                "10.1.2.3     | 203.0.113.5:4711       | 203.0.113.5",
                "10.1.2.3     | [2001:db9::1]:4711     | 2001:db9::1",
                "10.1.2.3     | not an address         | 10.1.2.3",
                "10.1.2.3     | 1.1.1.1, evil, 10.2.2.2 | 10.2.2.2",
                "2001:db8::1  | 203.0.113.5            | 203.0.113.5",
                "2001:db8:8000::1 | 203.0.113.5        | 2001:db8:8000::1",
            },
            delimiter = '|')
    void theLastWordOfATrustedProxyCounts(String connectedFrom, String forwardedFor, String client) {
        assertThat(proxies.client(connectedFrom, forwardedFor)).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0/33", "10.0.0.0/x", "proxy.example.com", "10.0.0.0/8,,", "::/129", "10.0.0.0/-1"})
    void whatIsNoAddressIsRefusedWithWhatIsAllowed(String text) {
        assertThatThrownBy(() -> TrustedProxies.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.0/8");
    }

    @Test
    void nobodyIsTrustedByDefault() {
        assertThat(TrustedProxies.NONE.client("127.0.0.1", "203.0.113.5")).isEqualTo("127.0.0.1");
    }
}
