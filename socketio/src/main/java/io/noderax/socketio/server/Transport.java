package io.noderax.socketio.server;

import io.noderax.socketio.packet.Encoded;
import java.util.List;

/** How packets reach a client. Calls come from the session's flush, one at a time, and do not block. */
sealed interface Transport permits PollingTransport, WebSocketTransport {
    String name();

    /** Whether it takes packets now. */
    boolean isReady();

    void write(List<Encoded> packets);

    /**
     * Whether it can end now. A poll that has not come cannot be answered; and where a poll brings packets, a goodbye has to wait for the
     * next one, because clients take a goodbye first.
     *
     * @param allSaid whether nothing waits to be written
     */
    boolean canSayGoodbye(boolean allSaid);

    /** Ends it. */
    void close(List<Encoded> last);

    /** Breaks it off. */
    void abort();

    void pauseReading();

    void resumeReading();
}
