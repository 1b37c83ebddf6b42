package io.noderax.testkit.controlplane;

import io.noderax.protocol.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that the fake has seen.
 *
 * @param route method and path without {@code /api/v1}, ids as they came
 * @param query what stood behind the path; empty when nothing did
 * @param headers by names in lower case
 * @param body empty when it was no JSON object
 * @param status what it answered; 0 when it closed the connection
 */
public record Call(String route, String query, Map<String, String> headers, JsonObject body, int status) {
    public boolean isTo(String end) {
        return route.endsWith(end);
    }

    /** Null when the call had none of that name. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The member {@code code} of its body; {@code null} as a text when there is none. */
    String code() {
        return String.valueOf(body.text("code"));
    }
}
