package io.noderax.agent.realtime;

import io.noderax.socketio.client.Connector;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * How to connect, and how often to say what.
 *
 * @param address of the Engine.IO endpoint, namespace apart
 * @param headers of the handshake
 * @param jitter of the back-off, from 0 (none) to 1 (full)
 */
public record RealtimeSettings(
        URI address,
        String namespace,
        Map<String, String> headers,
        Connector connector,
        Duration timeout,
        Duration pingInterval,
        Duration metricsInterval,
        int queueSize,
        double jitter) {
    /** The endpoint on the server of the API: the path is the server's, not below the API's. */
    public static URI endpoint(URI api, String path) {
        String start = path.startsWith("/") ? path : "/" + path;
        return URI.create(
                api.getScheme() + "://" + api.getRawAuthority() + (start.endsWith("/") ? start : start + "/"));
    }
}
