package io.noderax.agent.tasks;

import io.noderax.agent.config.InheritedEnvironment;
import io.noderax.agent.holder.LaunchOrder;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.TaskId;
import java.util.HashMap;
import java.util.Map;

/** The environment of tasks: the agent's own without its settings and secrets, made for a run that nobody watches. */
public final class TaskEnvironment {
    private final Map<String, String> base;

    public TaskEnvironment(Map<String, String> agentEnvironment, String home) {
        this.base = InheritedEnvironment.of(agentEnvironment, home);
        base.put("PAGER", "cat");
        base.put("COLUMNS", "100000");
        base.put("TERM", "dumb");
    }

    /** The task's own variables win over all but the two ids. */
    public Map<String, String> of(TaskId task, AttemptId attempt, Map<String, String> ofTask) {
        Map<String, String> all = new HashMap<>(base);
        all.putAll(ofTask);
        all.put("NODERAX_TASK_ID", task.toString());
        all.put(LaunchOrder.MARK, attempt.toString());
        return all;
    }

    String home() {
        return base.getOrDefault("HOME", "/");
    }
}
