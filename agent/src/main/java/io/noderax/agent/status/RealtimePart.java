package io.noderax.agent.status;

import io.noderax.agent.realtime.RealtimeState;
import io.noderax.agent.realtime.SessionEnd;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;

/** How the realtime session does; without one tasks still come, but no terminal and no measures go. */
public record RealtimePart(boolean enabled, RealtimeState state, IntSupplier terminals) implements StatusPart {
    @Override
    public void tell(JsonObject.Builder into, List<Problem> problems) {
        SessionEnd end = state.lastEnd();
        Instant down = state.downSince();
        into.put(
                "realtime",
                JsonObject.builder()
                        .put("enabled", enabled)
                        .put("upSince", state.upSince())
                        .put("downSince", down)
                        .put("terminals", terminals.getAsInt())
                        .put("lastEnd", end == null ? null : told(end))
                        .build());
        if (enabled && down != null && end != null) {
            problems.add(new Problem(
                    end.code(),
                    "no realtime session since " + Timestamps.print(down) + ", " + end.kind() + ": " + end.sentence(),
                    end.advice()));
        }
    }

    private static JsonObject told(SessionEnd end) {
        return JsonObject.builder()
                .put("class", end.kind())
                .put("code", end.code())
                .put("message", end.sentence())
                .build();
    }
}
