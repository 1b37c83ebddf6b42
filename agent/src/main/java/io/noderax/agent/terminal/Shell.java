package io.noderax.agent.terminal;

import io.noderax.agent.root.RootProcess;
import io.noderax.linux.ProcessFamily;
import io.noderax.linux.Pty;
import io.noderax.linux.TerminationLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A shell that runs on its terminal, and who came of it.
 *
 * @param root the shell as the root broker has it, which alone can end it; null when it is a child of this process
 */
record Shell(Pty pty, ProcessFamily family, @Nullable RootProcess root) implements AutoCloseable {
    /** Ends everything that came of it: HUP, TERM, KILL; gives how many are left. */
    int hangUp(TerminationLoop termination, Duration grace) {
        return root == null ? termination.hangUp(family, grace) : root.hangUp(grace);
    }

    @Override
    public void close() {
        pty.close();
        if (root != null) {
            root.close();
        }
        if (family.control() != null) {
            family.control().remove();
        }
    }
}
