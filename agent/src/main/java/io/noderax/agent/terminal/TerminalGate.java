package io.noderax.agent.terminal;

import java.util.function.Supplier;
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

    /** Everybody may have an ordinary one; a root terminal only while nothing speaks against it. */
    static TerminalGate rootUnless(Supplier<@Nullable String> refusal) {
        return runAsRoot -> runAsRoot ? refusal.get() : null;
    }
}
