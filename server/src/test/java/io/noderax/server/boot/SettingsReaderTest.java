package io.noderax.server.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every variable, its default, and what is said of a bad value. */
class SettingsReaderTest {
    @TempDir
    private Path folder;

    @Test
    void withoutAnythingTheDefaultsHold() {
        ServerSettings settings = read(Map.of());

        assertThat(settings.home()).isEqualTo(Path.of("/home/somebody/.noderax"));
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(3000);
        assertThat(settings.database()).isNull();
        assertThat(settings.adminEmail()).isNull();
        assertThat(settings.jwtLifetime().duration()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.logRetention().duration()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void aTimeThatIsNoneIsNamed() {
        assertThat(read(Map.of("NODERAX_LOG_RETENTION", "90d")).logRetention().duration())
                .isEqualTo(Duration.ofDays(90));
        assertThatThrownBy(() -> read(Map.of("NODERAX_LOG_RETENTION", "forever")))
                .hasMessageContaining("NODERAX_LOG_RETENTION must be a time")
                .hasMessageContaining("forever");
    }

    @Test
    void ourPortWinsOverTheReferences() {
        assertThat(read(Map.of("PORT", "4000")).port()).isEqualTo(4000);
        assertThat(read(Map.of("PORT", "4000", "NODERAX_PORT", "5000")).port()).isEqualTo(5000);
    }

    @Test
    void theDatabasesUrlWinsOverItsParts() {
        Map<String, String> parts = Map.of(
                "DATABASE_HOST",
                "db",
                "DATABASE_PORT",
                "6543",
                "DATABASE_NAME",
                "n",
                "DATABASE_USERNAME",
                "u",
                "DATABASE_PASSWORD",
                "p");
        assertThat(read(parts).database()).isEqualTo(new DatabaseAddress("jdbc:postgresql://db:6543/n", "u", "p"));
        assertThat(read(Map.of("DB_HOST", "db")).database())
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://db:5432/noderax", "noderax", null));
        assertThat(read(Map.of("DATABASE_HOST", "db", "DATABASE_URL", "postgres://me:p%40ss@host/x?sslmode=require"))
                        .database())
                .isEqualTo(new DatabaseAddress("jdbc:postgresql://host:5432/x?sslmode=require", "me", "p@ss"));
    }

    @Test
    void aSecretMayStandInAFile() throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(file, "a long enough secret for signing things\n");

        assertThat(read(Map.of("JWT_SECRET_FILE", file.toString())).jwtSecret())
                .isEqualTo("a long enough secret for signing things");
    }

    @Test
    void everyFaultIsNamedAtOnceWithItsValueAndWhatIsAllowedButNeverASecret() {
        Map<String, String> bad = Map.of(
                "NODERAX_PORT", "70000",
                "JWT_EXPIRES_IN", "soon",
                "NODERAX_ADMIN_EMAIL", "nobody",
                "NODERAX_ADMIN_PASSWORD", "kurz",
                "DATABASE_URL", "mysql://me:geheim@host/x");

        assertThatThrownBy(() -> read(bad))
                .isInstanceOf(SettingsReader.BadSettings.class)
                .hasMessageContaining("NODERAX_PORT must be a port, 1 to 65535 (it is \"70000\")")
                .hasMessageContaining("JWT_EXPIRES_IN must be a time")
                .hasMessageContaining("NODERAX_ADMIN_EMAIL must be an e-mail address (it is \"nobody\")")
                .hasMessageContaining("NODERAX_ADMIN_PASSWORD must have at least 8 characters (it has 4)")
                .hasMessageContaining("DATABASE_URL must look like postgres://")
                .hasMessageNotContaining("kurz")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void howMachinesComeIsCheckedToo() {
        ServerSettings settings = read(Map.of(
                "AGENT_PUBLIC_API_URL", "https://noderax.example.com/",
                "NODERAX_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8",
                "NODERAX_JOINS_PER_MINUTE", "7"));
        assertThat(settings.joining()).isEqualTo(new Joining("https://noderax.example.com", null, 7));
        assertThat(settings.reach().tls()).isNull();

        assertThatThrownBy(() -> read(Map.of(
                        "AGENT_PUBLIC_API_URL", "https://x'; rm -rf /;'",
                        "NODERAX_TRUSTED_PROXIES", "proxy.example.com",
                        "NODERAX_JOINS_PER_MINUTE", "0")))
                .hasMessageContaining("AGENT_PUBLIC_API_URL must be an address such as https://noderax.example.com")
                .hasMessageContaining("NODERAX_TRUSTED_PROXIES must hold addresses or ranges")
                .hasMessageContaining("NODERAX_JOINS_PER_MINUTE must be a number, 1 to 1000000 (it is \"0\")");
    }

    private static ServerSettings read(Map<String, String> environment) {
        return new SettingsReader(environment, Path.of("/home/somebody/.noderax")).read();
    }
}
