package io.noderax.testkit.controlplane;

import io.noderax.protocol.json.JsonObject;

/**
 * A call that the fake has seen.
 *
 * @param route method and path without {@code /api/v1}, ids as they came
 * @param status what it answered; 0 when it closed the connection
 */
public record Call(String route, JsonObject body, int status) {
    public boolean isTo(String end) {
        return route.endsWith(end);
    }
}
