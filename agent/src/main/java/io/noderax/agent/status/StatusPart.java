package io.noderax.agent.status;

import io.noderax.protocol.json.JsonObject;
import java.util.List;

/** Tells of one thing; called when somebody asks, by one thread at a time. */
public interface StatusPart {
    /** Adds its members, and what is wrong with them. */
    void tell(JsonObject.Builder into, List<Problem> problems);
}
