package io.noderax.agent.terminal;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Says who may have which terminal. */
public interface TerminalGate {
    /** Null when the session may start; else a sentence that says why not. */
    @Nullable
    String refusal(boolean runAsRoot);

    /** The session may start where each of them lets it; the first refusal counts. */
    static TerminalGate of(TerminalGate first, TerminalGate second) {
        return runAsRoot -> {
            String refusal = first.refusal(runAsRoot);
            return refusal == null ? second.refusal(runAsRoot) : refusal;
        };
    }

    /** Root only where the agent itself is root and the applied profile has terminals in it: it has no other way to root. */
    static TerminalGate rootOnlyAsRoot(boolean agentIsRoot, BooleanSupplier profileAllows) {
        return runAsRoot -> {
            if (runAsRoot && !profileAllows.getAsBoolean()) {
                return "the root access profile of this node does not allow root terminals";
            }
            return runAsRoot && !agentIsRoot ? "this agent does not run as root and cannot become root" : null;
        };
    }
}
