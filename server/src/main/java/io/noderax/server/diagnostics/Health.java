package io.noderax.server.diagnostics;

import io.noderax.protocol.json.JsonObject;
import io.noderax.server.storage.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What the server says of itself. */
@Singleton
class Health {
    private static final Logger LOG = Logger.getLogger(Health.class);

    /** What this server can do beyond the reference; {@code docs/protocol-extensions.md} describes each. */
    private static final List<String> EXTENSIONS = List.of(
            "enrollment-inbox",
            "log-batches",
            "log-cursor",
            "queue-timeout",
            "status-reason",
            "attempt",
            "control-wait",
            "give-back",
            "claim-attempts",
            "log-follow",
            "task-state",
            "reconnect-window",
            "idempotency-key",
            "logout",
            "node-install-list",
            "token-revocation",
            "metric-series",
            "telemetry",
            "node-location",
            "root-access-expiry",
            "package-inventory",
            "releases",
            "update-confirms",
            "terminal-resume",
            "task-log-push",
            "terminal-replay",
            "terminal-input-once",
            "terminal-cast",
            "terminal-record-input",
            "cookie-session",
            "first-administrator",
            "list-totals",
            "latest-metrics",
            "chosen-measures",
            "log-search",
            "terminal-list",
            "alerts",
            "saved-views");

    /** Whether the server can work. */
    record Readiness(boolean ready, JsonObject toJson) {}

    private final Database database;
    private final InstantSource clock;
    private final Instant startedAt;
    private final UUID bootId = UUID.randomUUID();

    Health(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    JsonObject alive() {
        return members("ok")
                .put("startedAt", startedAt)
                .put("bootId", bootId)
                .put("extensions", EXTENSIONS)
                .build();
    }

    Readiness readiness() {
        boolean ready = databaseAnswers();
        JsonObject checks = JsonObject.of("database", JsonObject.of("status", ready ? "up" : "down"));
        return new Readiness(
                ready,
                members(ready ? "ok" : "error")
                        .put("ready", ready)
                        .put("checks", checks)
                        .build());
    }

    private JsonObject.Builder members(String status) {
        return JsonObject.builder()
                .put("service", "noderax-api")
                .put("status", status)
                .put("timestamp", clock.instant());
    }

    private boolean databaseAnswers() {
        try {
            return database.answers();
        } catch (RuntimeException e) {
            LOG.warnf("database does not answer error=%s", e.getMessage());
            return false;
        }
    }
}
