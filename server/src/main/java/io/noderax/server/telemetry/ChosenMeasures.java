package io.noderax.server.telemetry;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.server.realtime.ConsoleEvents;
import io.noderax.server.realtime.ConsoleSession;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Browsers that want the measures of some nodes only: {@code choose.measures} in {@code /realtime} (extension {@code
 * chosen-measures}). In a fleet of 10,000 they would be told 5,000 samples a second of which they show forty.
 */
@Singleton
class ChosenMeasures implements ConsoleEvents {
    private static final int MOST = 2_000;

    /** @param nodeIds null: all */
    private record Wish(@Nullable List<UUID> nodeIds) {
        static Wish read(Fields fields) {
            return new Wish(fields.optionalUuids("nodeIds"));
        }
    }

    @Override
    public Set<String> names() {
        return Set.of("choose.measures");
    }

    @Override
    public JsonObject on(ConsoleSession from, String event, JsonObject body) {
        List<UUID> wanted =
                Fields.read(body, Fields.Unknown.REFUSED, Wish::read).nodeIds();
        if (wanted == null) {
            from.takeMeasuresOfAll();
            return JsonObject.of("chosen", "all");
        }
        if (wanted.size() > MOST) {
            throw new InvalidFields(
                    List.of("nodeIds must name at most %d nodes (got %d); without it those of all are sent"
                            .formatted(MOST, wanted.size())));
        }
        from.takeMeasuresOf(wanted.stream().map(NodeId::new).collect(Collectors.toSet()));
        return JsonObject.of("chosen", wanted.size());
    }

    @Override
    public void left(ConsoleSession session) {
        // What it has chosen goes with it.
    }
}
