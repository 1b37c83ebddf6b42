package io.noderax.cli.up;

import java.util.List;
import java.util.Set;

/** Which variables of ours the demo agent must not see: the server's settings and secrets, and other agents' settings. */
final class AgentEnvironment {
    private static final List<String> PREFIXES =
            List.of("NODERAX_", "DATABASE_", "DB_", "JWT_", "REALTIME_", "LOCATION_");
    private static final Set<String> NAMES = Set.of(
            "API_URL",
            "API_TLS_CA_FILE",
            "NODE_ID",
            "AGENT_TOKEN",
            "ENROLLMENT_TOKEN",
            "STATE_FILE",
            "JOURNAL_DIR",
            "JOURNAL_QUOTA",
            "ROOT_BROKER_SOCKET",
            "TASK_MEMORY_MAX",
            "TASK_CPU_MAX",
            "TASK_PIDS_MAX",
            "PORT");

    private AgentEnvironment() {}

    static boolean isKeptFrom(String variable) {
        return NAMES.contains(variable) || PREFIXES.stream().anyMatch(variable::startsWith);
    }
}
