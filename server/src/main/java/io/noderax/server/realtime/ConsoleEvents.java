package io.noderax.server.realtime;

import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.server.http.Refusal;
import java.util.Set;

/** Takes some of the events that browsers send in the namespace {@code /realtime}. */
public interface ConsoleEvents {
    /** For instance {@code subscribe.task}; no two beans name the same. */
    Set<String> names();

    /**
     * Called one after the other for one socket. Blocking.
     *
     * @return the ack
     * @throws Refusal when the event is refused; the socket stays
     * @throws InvalidFields when a member is missing or wrong; the socket stays
     */
    JsonObject on(ConsoleSession from, String event, JsonObject body);

    /** The socket takes more again, after {@link ConsoleSession#isWritable} had become false. */
    default void writable(ConsoleSession session) {}

    /** The socket is gone. Blocking. */
    void left(ConsoleSession session);
}
