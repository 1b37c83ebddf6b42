package io.noderax.testkit.network;

import java.io.IOException;
import java.net.Socket;

/** Ways to end a connection. */
final class Sockets {
    private Sockets() {}

    /** Ends it with a reset: what was sent and not yet read may be lost to the other side. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed already.
        }
        close(socket);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to be done with it.
        }
    }
}
