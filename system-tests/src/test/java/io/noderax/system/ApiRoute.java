package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A route of an OpenAPI document.
 *
 * @param path with its parameters in braces
 * @param body the properties of its JSON body by name, each a schema; empty when it takes none
 */
record ApiRoute(String method, String path, List<String> query, JsonObject body) {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    static List<ApiRoute> of(JsonObject api) {
        List<ApiRoute> routes = new ArrayList<>();
        JsonObject paths = api.object("paths");
        for (String path : paths.names()) {
            JsonObject operations = paths.object(path);
            for (String method : operations.names()) {
                if (METHODS.contains(method) && !endsSessions(path)) {
                    routes.add(route(api, method.toUpperCase(Locale.ROOT), path, operations.object(method)));
                }
            }
        }
        return routes;
    }

    /** Doing what it says ends the sessions of everybody who asks, which is no harm done by bad input. */
    private static boolean endsSessions(String path) {
        return path.endsWith("/auth/logout");
    }

    /** Whether the server may hold the answer back on purpose. */
    boolean mayPark() {
        return path.endsWith("/claim")
                || path.endsWith("/control")
                || path.endsWith("/output")
                || path.contains("/packages")
                || path.endsWith("/log-preview");
    }

    private static ApiRoute route(JsonObject api, String method, String path, JsonObject operation) {
        List<String> query = new ArrayList<>();
        for (Object item : operation.list("parameters")) {
            if (item instanceof JsonObject parameter && "query".equals(parameter.text("in"))) {
                query.add(parameter.text("name"));
            }
        }
        JsonObject request = operation.object("requestBody");
        JsonObject media = request == null || request.object("content") == null
                ? null
                : request.object("content").object("application/json");
        JsonObject schema = media == null ? null : resolved(api, media.object("schema"));
        JsonObject properties = schema == null ? null : schema.object("properties");
        JsonObject.Builder body = JsonObject.builder();
        if (properties != null) {
            properties.forEach((name, value) -> body.put(name, resolved(api, (JsonObject) value)));
        }
        return new ApiRoute(method, path, query, body.build());
    }

    private static JsonObject resolved(JsonObject api, JsonObject schema) {
        String reference = schema == null ? null : schema.text("$ref");
        return reference == null
                ? schema
                : resolved(api, api.object("components").object("schemas").object(reference.replaceFirst(".*/", "")));
    }
}
