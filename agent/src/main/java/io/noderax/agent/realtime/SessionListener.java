package io.noderax.agent.realtime;

import io.noderax.protocol.json.JsonObject;
import java.util.Set;

/** Takes part in the session. Called by one thread, in order; it must not block for long, or the server is not heard meanwhile. */
public interface SessionListener {
    /**
     * The server has let the agent in.
     *
     * @param extensions what the server can do beyond the wire
     */
    void connected(Line line, Set<String> extensions);

    void disconnected();

    /** Whether events of that name are for this listener. */
    boolean takes(String event);

    void event(String event, JsonObject body);
}
