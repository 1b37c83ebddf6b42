package io.noderax.socketio.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a Socket.IO client connects to.
 *
 * @param address of the endpoint, for instance {@code https://host:3000/socket.io/}, without a query
 * @param auth what the namespace is shown, a JSON object, if anything
 * @param headers of the HTTP request
 * @param within for everything until the namespace is entered
 * @param largestMessage bytes of a message that is accepted
 */
public record SocketOptions(
        URI address,
        String namespace,
        @Nullable String auth,
        Map<String, String> headers,
        Duration within,
        int largestMessage) {
    public SocketOptions {
        headers = Map.copyOf(headers);
        if (!namespace.startsWith("/")) {
            throw new IllegalArgumentException("namespace must begin with a slash (got \"" + namespace + "\")");
        }
    }

    /** Nothing shown, no headers, 10 seconds, 4 MB. */
    public static SocketOptions of(URI address, String namespace) {
        return new SocketOptions(address, namespace, null, Map.of(), Duration.ofSeconds(10), 4_000_000);
    }

    public SocketOptions withHeaders(Map<String, String> other) {
        return new SocketOptions(address, namespace, auth, other, within, largestMessage);
    }

    public SocketOptions withAuth(String json) {
        return new SocketOptions(address, namespace, json, headers, within, largestMessage);
    }

    public SocketOptions within(Duration other) {
        return new SocketOptions(address, namespace, auth, headers, other, largestMessage);
    }

    URI endpoint(String transport) throws SocketFailed {
        WebSocketRequest.usable(address);
        try {
            return URI.create(address + "?EIO=4&transport=" + transport);
        } catch (IllegalArgumentException e) {
            throw new SocketFailed(new Failure.BadAddress("address must have no query: " + e.getMessage()), e);
        }
    }

    /** What it shows may be a token, and so may be the headers. */
    @Override
    public String toString() {
        return "SocketOptions[" + address + " " + namespace + "]";
    }
}
