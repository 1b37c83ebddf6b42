package io.noderax.agent.terminal;

import io.noderax.agent.log.EventLog;
import io.noderax.linux.TerminationLoop;
import io.noderax.protocol.terminal.TerminalExited;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What every session works with. */
record SessionParts(
        ShellStart shells, TerminationLoop termination, TerminalLimits limits, Clock clock, EventLog log, Ended ended) {
    /** Hears of a session that is over, with what the server has not been told; null when there is nothing to tell. */
    interface Ended {
        void tell(TerminalSession session, @Nullable TerminalExited untold);
    }
}
