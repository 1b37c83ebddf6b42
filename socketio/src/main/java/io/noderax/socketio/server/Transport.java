package io.noderax.socketio.server;

import io.noderax.socketio.packet.Encoded;
import java.util.List;

/** How packets reach a client. Calls come from the session's flush, one at a time, and do not block. */
sealed interface Transport permits PollingTransport, WebSocketTransport {
    String name();

    /** Whether it takes packets now. */
    boolean isReady();

    void write(List<Encoded> packets);

    /** Whether it can end now, with what is still to be said. A poll that has not come cannot be answered. */
    boolean canSayGoodbye();

    /** Ends it. */
    void close(List<Encoded> last);

    /** Breaks it off. */
    void abort();

    void pauseReading();

    void resumeReading();
}
