package io.noderax.testkit.controlplane;

import io.noderax.protocol.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the fake answers. */
record Reply(int status, @Nullable JsonObject body) {
    static Reply ok(JsonObject body) {
        return new Reply(200, body);
    }

    static Reply created(JsonObject body) {
        return new Reply(201, body);
    }

    static Reply refused(int status, @Nullable String error, String message, List<String> errors) {
        return new Reply(
                status,
                JsonObject.builder()
                        .put("statusCode", status)
                        .put("path", "/")
                        .put("timestamp", "2026-11-23T20:21:15.600Z")
                        .put("message", message)
                        .putIfPresent("error", error)
                        .putIfPresent("errors", errors.isEmpty() ? null : errors)
                        .build());
    }

    static Reply invalid(List<String> problems) {
        return refused(400, "Bad Request", String.join("; ", problems), problems);
    }

    static Reply badRequest(String message) {
        return refused(400, "Bad Request", message, List.of());
    }

    static Reply unauthorized(String message) {
        return refused(401, "Unauthorized", message, List.of());
    }

    static Reply notFound(String message) {
        return refused(404, "Not Found", message, List.of());
    }

    static Reply conflict(String message) {
        return refused(409, "Conflict", message, List.of());
    }
}
