package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.recording.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Looks up in an OpenAPI document what it promises for a recorded exchange. */
final class ApiDescription {
    /** Sent by the reference by mistake, or in a form that is read but not described. */
    private static final Set<String> NOT_OURS = Set.of("agentTokenHash");

    private ApiDescription() {}

    /** The operation of the exchange's route; null when the document has none. */
    static JsonObject operation(JsonObject api, Exchange exchange) {
        String path = exchange.route().replaceFirst("[A-Z]+ ", "");
        JsonObject paths = api.object("paths");
        for (String known : paths.names()) {
            if (known.replaceAll("\\{[^}]*}", "{}").equals(path.replaceAll("\\{[^}]*}", "{}"))) {
                return paths.object(known).object(exchange.method().toLowerCase(Locale.ROOT));
            }
        }
        return null;
    }

    /** Members of the recorded bodies that the document does not have. */
    static List<String> missing(JsonObject api, Exchange exchange, JsonObject operation) {
        List<String> missing = new ArrayList<>();
        JsonObject answers = operation.object("responses");
        JsonObject answer = answers.object(Long.toString(exchange.status()));
        if (answer == null) {
            missing.add(exchange.route() + ": no answer " + exchange.status());
        } else if (exchange.responseBody() instanceof JsonObject body) {
            compare(api, exchange.route() + " answer", answer, body, missing);
        }
        JsonObject request = operation.object("requestBody");
        if (request != null && exchange.requestBody() instanceof JsonObject body) {
            compare(api, exchange.route() + " request", request, body, missing);
        }
        return missing;
    }

    private static void compare(JsonObject api, String where, JsonObject side, JsonObject body, List<String> missing) {
        JsonObject content = side.object("content");
        JsonObject media = content == null
                ? null
                : content.object(content.names().iterator().next());
        if (media == null || media.object("schema") == null) {
            missing.add(where + ": no schema");
            return;
        }
        JsonObject schema = media.object("schema");
        String reference = schema.text("$ref");
        JsonObject named = reference == null
                ? schema
                : api.object("components").object("schemas").object(reference.replaceFirst(".*/", ""));
        JsonObject properties = named.object("properties");
        boolean open = properties == null && named.has("additionalProperties");
        for (String member : body.names()) {
            if (!open && (properties == null || !properties.has(member)) && !NOT_OURS.contains(member)) {
                missing.add(where + ": " + member);
            }
        }
    }
}
