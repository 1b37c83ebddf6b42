package io.noderax.socketio.client;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** Opens the connection below: through a proxy or not, with TLS or not, as the address says. */
@FunctionalInterface
public interface Connector {
    /**
     * A connected socket, its TLS handshake done. Blocks.
     *
     * @param address of scheme http, https, ws or wss
     */
    Socket connect(URI address, Duration within) throws IOException;
}
