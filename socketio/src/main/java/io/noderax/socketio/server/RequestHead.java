package io.noderax.socketio.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request that an adapter hands over, without its body.
 *
 * @param query decoded; of a name that comes twice, the first
 * @param headers with names in lower case
 * @param address of the caller
 */
public record RequestHead(String method, Map<String, String> query, Map<String, String> headers, String address) {
    public RequestHead {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    public @Nullable String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }
}
