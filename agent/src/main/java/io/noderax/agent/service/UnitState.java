package io.noderax.agent.service;

import io.noderax.agent.status.Problem;
import io.noderax.protocol.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the service manager sees the agent's unit. */
public final class UnitState {
    private static final String NEVER = "never";

    private final Map<String, String> properties;

    private UnitState(Map<String, String> properties) {
        this.properties = properties;
    }

    /** Null when the agent is not installed as a service here. */
    public static @Nullable UnitState of(HostTools tools) {
        String shown = new Systemd(tools)
                .show(
                        Units.AGENT,
                        List.of(
                                "LoadState",
                                "UnitFileState",
                                "ActiveState",
                                "SubState",
                                "ActiveEnterTimestamp",
                                "InactiveEnterTimestamp",
                                "Result",
                                "ExecMainStatus",
                                "NRestarts"));
        return parse(shown);
    }

    static @Nullable UnitState parse(String shown) {
        Map<String, String> properties = new HashMap<>();
        shown.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                properties.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return "loaded".equals(properties.get("LoadState")) ? new UnitState(properties) : null;
    }

    /** For the report. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("unit", Units.AGENT)
                .put("enabled", text("UnitFileState"))
                .put("active", text("ActiveState"))
                .put("detail", text("SubState"))
                .put("since", since())
                .put("result", text("Result"))
                .put("restarts", number("NRestarts"))
                .build();
    }

    /** Why it does not run; null when it does, or is about to. */
    public @Nullable Problem problem() {
        String active = text("ActiveState");
        if (active.equals("active") || active.equals("reloading")) {
            return null;
        }
        String look = "see `journalctl --unit noderax-agent`";
        return switch (active) {
            case "failed" ->
                new Problem(
                        "service-failed",
                        "the service has failed since " + since() + ": " + reason(),
                        look + ", then `noderax-agent start`");
            case "activating", "deactivating" ->
                new Problem(
                        "service-not-up",
                        "the service is " + active + " (" + text("SubState") + "), after " + number("NRestarts")
                                + " restarts; its last end: " + reason(),
                        look);
            default ->
                new Problem("service-stopped", "the service is stopped since " + since(), "`noderax-agent start`");
        };
    }

    private String reason() {
        String result = text("Result");
        return switch (result) {
            case "exit-code" -> "it ended with exit code " + number("ExecMainStatus");
            case "signal", "core-dump" -> "it was ended by signal " + number("ExecMainStatus");
            case "watchdog" -> "it gave no sign of life";
            case "oom-kill" -> "the machine ran out of memory";
            case "timeout" -> "it was not ready in time";
            default -> result;
        };
    }

    private String since() {
        String stamp = text("ActiveState").equals("active") ? "ActiveEnterTimestamp" : "InactiveEnterTimestamp";
        String since = text(stamp);
        return since.isEmpty() ? NEVER : since;
    }

    private long number(String property) {
        String value = text(property);
        return value.isEmpty() ? 0 : Long.parseLong(value);
    }

    private String text(String property) {
        return properties.getOrDefault(property, "");
    }
}
