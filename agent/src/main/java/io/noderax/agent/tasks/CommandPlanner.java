package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a claimed task into what is to be done, or into the reason why it cannot run. */
public final class CommandPlanner {
    private final Map<String, TaskKind> kinds;

    /** @param kinds by task type */
    public CommandPlanner(Map<String, TaskKind> kinds) {
        this.kinds = Map.copyOf(kinds);
    }

    /** The task types that this agent can run. */
    public List<String> types() {
        return kinds.keySet().stream().sorted().toList();
    }

    /** Null when nobody knows more of tasks of that type, or the type is not known. */
    @Nullable
    TaskDoctor doctor(@Nullable String type, @Nullable Duration timeout) {
        TaskKind kind = type == null ? null : kinds.get(type);
        return kind == null ? null : kind.doctor(timeout);
    }

    Plan plan(ClaimedTask task) {
        TaskKind kind = kinds.get(task.type());
        if (kind == null) {
            return Plan.Refused.because("unsupported task type: " + LogText.cut(task.type(), 200));
        }
        try {
            return kind.plan(task);
        } catch (BrokenPayload e) {
            return Plan.Refused.because(String.valueOf(e.getMessage()));
        }
    }
}
