package io.noderax.agent.status;

import io.noderax.protocol.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** Which readings of the node fail. */
public record TelemetryPart(Supplier<List<String>> failures) implements StatusPart {
    @Override
    public void tell(JsonObject.Builder into, List<Problem> problems) {
        List<String> failed = failures.get();
        into.put("telemetry", JsonObject.of("failures", failed));
        if (!failed.isEmpty()) {
            problems.add(
                    new Problem(
                            "telemetry-unreadable",
                            "some readings of this machine fail: " + String.join("; ", failed),
                            "see that the agent may read /proc and /sys; without cpu, memory or disk a reference server gets no readings"));
        }
    }
}
