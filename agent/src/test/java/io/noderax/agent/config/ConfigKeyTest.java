package io.noderax.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every setting by name: what a user's existing file and environment must go on meaning. */
class ConfigKeyTest {
    /** Key, default, environment variables (agent contract, 5). */
    private static final List<List<String>> PROMISED = List.of(
            List.of("api_url", "", "NODERAX_API_URL", "API_URL"),
            List.of("api_tls_ca_file", "", "NODERAX_API_TLS_CA_FILE", "API_TLS_CA_FILE"),
            List.of("enrollment_token", "", "ENROLLMENT_TOKEN"),
            List.of("node_id", "", "NODE_ID"),
            List.of("agent_token", "", "AGENT_TOKEN"),
            List.of("heartbeat_interval", "30s", "HEARTBEAT_INTERVAL"),
            List.of("metrics_interval", "2s", "NODERAX_REALTIME_METRICS_INTERVAL", "METRICS_INTERVAL"),
            List.of("task_poll_interval", "15s", "TASK_POLL_INTERVAL"),
            List.of("request_timeout", "10s", "REQUEST_TIMEOUT"),
            List.of("task_timeout", "10m", "TASK_TIMEOUT"),
            List.of("shutdown_timeout", "20s", "SHUTDOWN_TIMEOUT"),
            List.of("realtime_enabled", "true", "REALTIME_ENABLED"),
            List.of("realtime_ping_interval", "2s", "NODERAX_REALTIME_PING_INTERVAL", "REALTIME_PING_INTERVAL"),
            List.of("realtime_queue_size", "1024", "REALTIME_QUEUE_SIZE"),
            List.of("realtime_backoff_jitter", "1", "REALTIME_BACKOFF_JITTER"),
            List.of("realtime_namespace", "/agent-realtime", "NODERAX_REALTIME_NAMESPACE", "REALTIME_NAMESPACE"),
            List.of("realtime_path", "/socket.io/", "NODERAX_REALTIME_PATH", "REALTIME_PATH"),
            List.of("location_manual_region", "", "NODERAX_LOCATION_MANUAL_REGION", "LOCATION_MANUAL_REGION"),
            List.of("location_manual_zone", "", "NODERAX_LOCATION_MANUAL_ZONE", "LOCATION_MANUAL_ZONE"),
            List.of("location_manual_latitude", "", "NODERAX_LOCATION_MANUAL_LATITUDE", "LOCATION_MANUAL_LATITUDE"),
            List.of("location_manual_longitude", "", "NODERAX_LOCATION_MANUAL_LONGITUDE", "LOCATION_MANUAL_LONGITUDE"),
            List.of(
                    "location_public_ip_enabled",
                    "false",
                    "NODERAX_LOCATION_PUBLIC_IP_ENABLED",
                    "LOCATION_PUBLIC_IP_ENABLED"),
            List.of("ipinfo_token", "", "NODERAX_IPINFO_TOKEN", "IPINFO_TOKEN"),
            List.of("state_file", "./data/agent_identity.json", "STATE_FILE"),
            List.of("max_parallel_tasks", "8", "MAX_PARALLEL_TASKS"),
            List.of("journal_dir", "", "JOURNAL_DIR"),
            List.of("journal_quota", "256 MB", "JOURNAL_QUOTA"),
            List.of("root_broker_socket", "/run/noderax-agent/root.sock", "ROOT_BROKER_SOCKET"),
            List.of("updater_socket", "/run/noderax-agent/update.sock", "UPDATER_SOCKET"),
            List.of("task_memory_max", "", "TASK_MEMORY_MAX"),
            List.of("task_cpu_max", "", "TASK_CPU_MAX"),
            List.of("task_pids_max", "", "TASK_PIDS_MAX"),
            List.of("log_level", "info", "LOG_LEVEL"));

    @TempDir
    private Path folder;

    @Test
    void everyKeyHasItsPromisedDefaultAndVariables() {
        List<List<String>> known = Stream.of(ConfigKey.values())
                .map(key -> Stream.concat(
                                Stream.of(key.key(), key.standIn() == null ? "" : key.standIn()),
                                key.environment().stream())
                        .toList())
                .toList();

        assertThat(known).containsExactlyElementsOf(PROMISED);
    }

    @Test
    void theEnvironmentBeatsTheFileAndTheFileBeatsTheDefault() {
        JsonObject file = JsonObject.builder()
                .put("task_poll_interval", "5s")
                .put("request_timeout", "7s")
                .build();

        AgentConfig config = AgentConfig.of(file, Map.of("TASK_POLL_INTERVAL", "9s", "LOG_LEVEL", ""));

        assertThat(config.taskPollInterval()).isEqualTo(Duration.ofSeconds(9));
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.heartbeatInterval()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void anAddressWithoutASchemeIsHttps() {
        assertThat(AgentConfig.of(JsonObject.of("api_url", "noderax.example.com/"), Map.of())
                        .apiUrl())
                .hasToString("https://noderax.example.com");
    }

    @Test
    void aSecretsValueIsNotInTheComplaint() {
        assertThatThrownBy(() -> AgentConfig.of(JsonObject.of("agent_token", "geheim"), Map.of()))
                .hasMessageContaining("agent_token")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void settingAKeyKeepsTheOtherMembersAndTheFilesMode() throws IOException {
        Path path = folder.resolve("config.json");
        Files.writeString(path, "{\"ours\":{\"a\":1},\"log_level\":\"warn\"}");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));

        new ConfigFile(path).set(ConfigKey.LOG_LEVEL, "debug");

        assertThat(new ConfigFile(path).read())
                .isEqualTo(JsonObject.builder()
                        .put("ours", JsonObject.of("a", 1L))
                        .put("log_level", "debug")
                        .build());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void durationsAreReadAsGoWritesThem() {
        assertThat(GoDuration.parse("1m30s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(GoDuration.parse("1.5h")).isEqualTo(Duration.ofMinutes(90));
        assertThat(GoDuration.parse("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(GoDuration.parse("0")).isEqualTo(Duration.ZERO);
        assertThat(Stream.of("", "5", "s", "1x", "1m 30s", "9999999999h").map(GoDuration::parse))
                .containsOnlyNulls();
    }
}
