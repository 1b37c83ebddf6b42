package io.noderax.agent.terminal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says who may have which terminal. */
public interface TerminalGate {
    /** Null when the session may start; else a sentence that says why not. */
    @Nullable
    String refusal(boolean runAsRoot);

    /** Everybody may have an ordinary one; a root terminal only while nothing speaks against it. */
    static TerminalGate rootUnless(Supplier<@Nullable String> refusal) {
        return runAsRoot -> runAsRoot ? refusal.get() : null;
    }
}
