package io.noderax.agent.status;

import io.noderax.protocol.json.JsonObject;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * How busy the agent is.
 *
 * @param heldBack whether it takes no work because too many results wait or the disk is full
 */
public record TasksPart(IntSupplier running, int slots, BooleanSupplier heldBack) implements StatusPart {
    @Override
    public void tell(JsonObject.Builder into, List<Problem> problems) {
        into.put(
                "tasks",
                JsonObject.builder()
                        .put("running", running.getAsInt())
                        .put("slots", slots)
                        .build());
        if (heldBack.getAsBoolean()) {
            problems.add(new Problem(
                    "results-waiting",
                    "no new work is taken: too many results wait for the control plane, or there is no room on the disk",
                    "see the last error, the control plane's log, and the room on the journal's disk"));
        }
    }
}
