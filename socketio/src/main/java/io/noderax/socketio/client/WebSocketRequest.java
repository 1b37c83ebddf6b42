package io.noderax.socketio.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where a WebSocket leads, and how long and large things may be.
 *
 * @param address of scheme ws, wss, http or https
 * @param headers to send beside those of the handshake
 * @param within for everything until the connection is open
 * @param largestMessage bytes of a message that is accepted
 */
public record WebSocketRequest(URI address, Map<String, String> headers, Duration within, int largestMessage) {
    public WebSocketRequest {
        headers = Map.copyOf(headers);
    }

    /** Checks the address and gives it. */
    static URI usable(URI address) throws SocketFailed {
        String scheme = address.getScheme() == null ? "" : address.getScheme();
        boolean known = scheme.equals("ws") || scheme.equals("wss") || scheme.equals("http") || scheme.equals("https");
        if (!known || address.getHost() == null || address.getUserInfo() != null) {
            throw new SocketFailed(new Failure.BadAddress(
                    "address must be like https://host:port/path, without a user (its scheme is \"" + scheme + "\")"));
        }
        return address;
    }

    /** The request of the handshake. */
    static String head(URI address, Map<String, String> headers) {
        String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        StringBuilder head = new StringBuilder(256)
                .append("GET ")
                .append(path)
                .append(query)
                .append(" HTTP/1.1\r\nHost: ")
                .append(address.getHost());
        if (address.getPort() >= 0) {
            head.append(':').append(address.getPort());
        }
        head.append("\r\n");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            head.append(header.getKey()).append(": ").append(oneLine(header)).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static String oneLine(Map.Entry<String, String> header) {
        for (String text : new String[] {header.getKey(), header.getValue()}) {
            if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("header " + header.getKey() + " must be one line");
            }
        }
        return header.getValue();
    }
}
