package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import java.util.List;
import java.util.Map;

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
