package io.noderax.agent.realtime;

import io.noderax.protocol.json.JsonMessage;
import org.jspecify.annotations.Nullable;

/** Sends events as long as one session lasts. Safe for any thread; never blocks. */
public interface Line {
    /**
     * Queues an event in the order of the calls.
     *
     * @param acknowledged told when the server acknowledges it while the session lasts; null: no ack is asked for
     * @return false when there is no room now, and nothing was queued
     */
    boolean send(String event, JsonMessage body, @Nullable Runnable acknowledged);
}
