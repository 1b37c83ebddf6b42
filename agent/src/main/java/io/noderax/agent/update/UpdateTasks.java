package io.noderax.agent.update;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.tasks.BrokenPayload;
import io.noderax.agent.tasks.Plan;
import io.noderax.agent.tasks.ReadOnlyWork;
import io.noderax.agent.tasks.TaskKind;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code agent.update}: the request is handed to the updater, and with that the task is done (wire contract, section 7). Handing the
 * same request over twice changes nothing.
 */
public final class UpdateTasks implements TaskKind {
    /** The task's type. */
    public static final String TYPE = "agent.update";

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final UpdaterAddress updater;

    public UpdateTasks(UpdaterAddress updater) {
        this.updater = updater;
    }

    @Override
    public Plan plan(ClaimedTask task) throws BrokenPayload {
        UpdateRequest request = request(task.payload());
        return new Plan.Read(_ -> handOver(request), LONGEST);
    }

    private ReadOnlyWork.Found handOver(UpdateRequest request) throws ReadOnlyWork.Failed {
        try {
            updater.ask(request);
        } catch (UpdateRefused e) {
            throw new ReadOnlyWork.Failed(e.code(), e.reason());
        }
        JsonObject result = JsonObject.builder()
                .put("status", "handoff")
                .putAll(request.toJson())
                .build();
        return new ReadOnlyWork.Found(result, "Handed over to the updater of this machine.");
    }

    private static UpdateRequest request(@Nullable Object payload) throws BrokenPayload {
        if (!(payload instanceof JsonObject members)) {
            throw new BrokenPayload("it must be an object");
        }
        try {
            UpdateRequest request = Fields.read(members, Fields.Unknown.IGNORED, UpdateRequest::read);
            if (request.targetId() == null) {
                throw new BrokenPayload("targetId must be a UUID");
            }
            return request;
        } catch (InvalidFields e) {
            throw new BrokenPayload(String.valueOf(e.getMessage()));
        }
    }
}
