package io.noderax.cli.updates;

import io.noderax.cli.terminal.CommandFailure;
import io.noderax.protocol.update.RolloutTargetView;
import io.noderax.protocol.update.RolloutView;
import java.util.List;

/** Finds a node of a rollout by what a person calls it. */
final class RolloutNode {
    private RolloutNode() {}

    /** @throws CommandFailure when there is none, or more than one */
    static RolloutTargetView in(RolloutView rollout, String wanted) {
        List<RolloutTargetView> fitting = rollout.targets().stream()
                .filter(target -> target.nodeName().equals(wanted)
                        || target.nodeId().toString().equalsIgnoreCase(wanted)
                        || target.id().toString().equalsIgnoreCase(wanted))
                .toList();
        if (fitting.size() != 1) {
            throw new CommandFailure(
                    fitting.isEmpty()
                            ? "the active rollout has no node \"%s\"; `noderax updates` shows it".formatted(wanted)
                            : "several nodes of the rollout are called \"%s\"; use the id of one".formatted(wanted));
        }
        return fitting.getFirst();
    }
}
