package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.linux.ResourceLimits;
import org.jspecify.annotations.Nullable;

/** Says what this node lets a server do, whatever else allows it. */
public interface PolicyGate {
    /** The code of a task that the node's policy does not let run. */
    String REFUSED = "policy-refused";

    /** Null when the task may run; else a sentence that names the rule. Its payload was not looked at before. */
    @Nullable
    String refusal(ClaimedTask task);

    /** Null when something may run as root by that surface of root access; asked once more for what is about to do so. */
    @Nullable
    String refusalAsRoot(String surface);

    /** What a task may use at most; it does not run where that cannot be held. */
    ResourceLimits limits();
}
