package io.noderax.protocol.task;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.RootAccessReport;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent asks for work: {@code POST /agent/tasks/claim} (wire contract, 1.6).
 *
 * @param waitFor how long the server may hold the call, 0 to 30 s; 15 s when the sender does not say
 * @param capabilities task types that the agent can run; empty says nothing
 * @param attempts all that the agent has, when it names them (extension): others that wait for its start never reached it
 */
public record ClaimRequest(
        Duration waitFor,
        List<String> capabilities,
        @Nullable RootAccessReport rootAccess,
        @Nullable List<UUID> attempts)
        implements JsonMessage {
    public static final Duration DEFAULT_WAIT = Duration.ofSeconds(15);
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    public static ClaimRequest read(Fields fields) {
        fields.clampedInteger("maxTasks", 1, 1, 1);
        int waitMs = fields.clampedInteger("waitMs", 0, (int) LONGEST_WAIT.toMillis(), (int) DEFAULT_WAIT.toMillis());
        return new ClaimRequest(
                Duration.ofMillis(waitMs),
                fields.optionalTexts("capabilities"),
                fields.optional("rootAccess", RootAccessReport::read),
                fields.optionalUuids("attempts"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("maxTasks", 1)
                .put("waitMs", waitFor.toMillis())
                .putIfPresent("capabilities", capabilities.isEmpty() ? null : capabilities)
                .putIfPresent("rootAccess", rootAccess)
                .putIfPresent("attempts", attempts)
                .build();
    }
}
