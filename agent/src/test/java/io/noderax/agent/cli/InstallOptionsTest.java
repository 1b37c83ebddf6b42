package io.noderax.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class InstallOptionsTest {
    @Test
    void bothFormsOfAnOptionAreRead() throws InstallOptions.Wrong {
        InstallOptions options = InstallOptions.read(List.of(
                "--non-interactive",
                "--api-url=https://noderax.example.com",
                "--bootstrap-token",
                "a-token",
                "--log-level",
                "debug"));

        assertThat(options.asks()).isFalse();
        assertThat(options.apiUrl()).isEqualTo("https://noderax.example.com");
        assertThat(options.token()).isNotNull();
        assertThat(options.logLevel()).isEqualTo("debug");
        assertThat(InstallOptions.read(List.of()).asks()).isTrue();
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> InstallOptions.read(List.of("--apiurl", "x"))).hasMessageContaining("--apiurl");
        assertThatThrownBy(() -> InstallOptions.read(List.of("--email"))).hasMessage("--email needs a value");
        assertThatThrownBy(() -> InstallOptions.read(List.of("--bootstrap-token", "t")))
                .hasMessageContaining("needs --api-url");
        assertThatThrownBy(() -> InstallOptions.read(List.of("--api-url", "u", "--bootstrap-token", " ")))
                .hasMessageContaining("--bootstrap-token");
    }
}
