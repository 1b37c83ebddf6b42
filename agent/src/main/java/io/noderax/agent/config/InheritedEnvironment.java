package io.noderax.agent.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a program that the agent starts gets to see of the agent's own environment. */
public final class InheritedEnvironment {
    /** The launcher of the package bounds the agent's own malloc arenas; the others are the service manager's. */
    private static final Set<String> OF_LAUNCHER_AND_SERVICE = Set.of(
            "MALLOC_ARENA_MAX",
            "NOTIFY_SOCKET",
            "CREDENTIALS_DIRECTORY",
            "INVOCATION_ID",
            "JOURNAL_STREAM",
            "SYSTEMD_EXEC_PID");

    private InheritedEnvironment() {}

    /** A new map: the agent's environment without its settings and secrets, with a path and a home. */
    public static Map<String, String> of(Map<String, String> agentEnvironment, String home) {
        Map<String, String> inherited = new HashMap<>();
        agentEnvironment.forEach((name, value) -> {
            if (!belongsToAgent(name)) {
                inherited.put(name, value);
            }
        });
        inherited.putIfAbsent("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        inherited.putIfAbsent("HOME", home);
        return inherited;
    }

    /** Settings, secrets, and what the service manager tells the agent alone. */
    private static boolean belongsToAgent(String name) {
        if (name.startsWith("NODERAX_") || name.startsWith("LISTEN_") || name.startsWith("WATCHDOG_")) {
            return true;
        }
        for (ConfigKey key : ConfigKey.values()) {
            if (key.environment().contains(name)) {
                return true;
            }
        }
        return OF_LAUNCHER_AND_SERVICE.contains(name);
    }
}
