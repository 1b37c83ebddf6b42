package io.noderax.agent.tasks;

import io.noderax.agent.containment.TaskLimits;
import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.rootaccess.RootAccess;
import io.noderax.linux.ResourceLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a claimed task into what is to be done, or into the reason why it cannot run. */
public final class CommandPlanner {
    private final Map<String, TaskKind> kinds;
    private final RootGate gate;
    private final PolicyGate policy;
    private final ResourceLimits limits;

    /** Says who may run as root. */
    @FunctionalInterface
    public interface RootGate {
        /** Null when that surface of root access is open; else a sentence that says why not. */
        @Nullable
        String refusal(String surface);
    }

    /**
     * A planner of some kinds of tasks.
     *
     * @param kinds by task type
     * @param limits what one task may use, as far as the settings are concerned
     */
    public CommandPlanner(Map<String, TaskKind> kinds, RootGate gate, PolicyGate policy, ResourceLimits limits) {
        this.kinds = Map.copyOf(kinds);
        this.gate = gate;
        this.policy = policy;
        this.limits = limits;
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

    /** What a task that is started now may use. */
    TaskLimits limits() {
        return new TaskLimits(limits, policy.limits());
    }

    Plan plan(ClaimedTask task) {
        TaskKind kind = kinds.get(task.type());
        if (kind == null) {
            return Plan.Refused.because("unsupported task type: " + LogText.cut(task.type(), 200));
        }
        String refusal = policy.refusal(task);
        if (refusal != null) {
            return new Plan.Refused(PolicyGate.REFUSED, refusal);
        }
        try {
            return gated(kind.plan(task));
        } catch (BrokenPayload e) {
            return Plan.Refused.because(String.valueOf(e.getMessage()));
        }
    }

    /** Whatever the kind: what would run as root does so only as far as root access is applied, and the node's policy allows. */
    private Plan gated(Plan plan) {
        String surface = plan instanceof Plan.Run run ? run.privilege().surface() : null;
        if (surface == null) {
            return plan;
        }
        String forbidden = policy.refusalAsRoot(surface);
        if (forbidden != null) {
            return new Plan.Refused(PolicyGate.REFUSED, forbidden);
        }
        String refusal = gate.refusal(surface);
        return refusal == null ? plan : new Plan.Refused(RootAccess.REFUSED, refusal);
    }
}
