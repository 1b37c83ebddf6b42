package io.noderax.agent.realtime;

import io.noderax.protocol.json.JsonMessage;
import org.jspecify.annotations.Nullable;

/** Where samples come from. */
public interface Readings {
    /**
     * Measures now; null when there is nothing to send.
     *
     * @param extended whether the server takes more than the wire asks for
     */
    @Nullable
    JsonMessage next(boolean extended);
}
