package io.noderax.server.realtime;

import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.server.http.Refusal;
import java.util.Set;

/** Takes some of the events that agents send over their sockets. */
public interface AgentEvents {
    /** For instance {@code agent.metrics}; no two beans name the same. */
    Set<String> names();

    /**
     * Called one after the other for one socket, in the order of sending. Blocking.
     *
     * @return the ack
     * @throws Refusal when the event is refused; the socket stays
     * @throws InvalidFields when a member is missing or wrong; the socket stays
     */
    JsonObject on(AgentSession from, String event, JsonObject body);
}
