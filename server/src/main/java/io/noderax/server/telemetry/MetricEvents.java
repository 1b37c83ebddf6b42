package io.noderax.server.telemetry;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.protocol.telemetry.Measures;
import io.noderax.server.realtime.AgentEvents;
import io.noderax.server.realtime.AgentSession;
import jakarta.inject.Singleton;
import java.util.Set;

/** Samples that come over an agent's socket (wire contract, 2.2). */
@Singleton
class MetricEvents implements AgentEvents {
    private final Metrics metrics;

    MetricEvents(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public Set<String> names() {
        return Set.of("agent.metrics");
    }

    @Override
    public JsonObject on(AgentSession from, String event, JsonObject body) {
        Metrics.Reading reading = Fields.read(body, Fields.Unknown.IGNORED, MetricEvents::read);
        boolean mayBePartial = from.abilities().contains(WireHeaders.CAP_TELEMETRY);
        metrics.take(from.node(), from.workspace(), mayBePartial ? reading : reading.complete());
        return JsonObject.builder()
                .put("ok", true)
                .put("type", event)
                .put("nodeId", from.node().value())
                .build();
    }

    /** Node and token stand in it too; the socket has said who it is. */
    private static Metrics.Reading read(Fields fields) {
        return new Metrics.Reading(
                Measures.read(fields), fields.optionalText("agentVersion", 1, 64), fields.optionalInstant("timestamp"));
    }
}
