package io.noderax.agent.holder;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.AgentThread;
import io.noderax.linux.ProcessFamily;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.TerminationLoop;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends one task's processes, on a thread that lives as long as that takes; the first cause stays. The monitor guards it. */
final class TaskEnder {
    private final ProcessFamily family;
    private final ProcessTable processes;
    private final EventLog events;
    private @Nullable JsonObject cause;
    private boolean over;

    TaskEnder(ProcessFamily family, ProcessTable processes, EventLog events) {
        this.family = family;
        this.processes = processes;
        this.events = events;
    }

    /** Ends every process of the family: TERM, the grace, KILL. Returns at once. */
    void end(JsonObject why, Duration grace) {
        synchronized (this) {
            if (cause == null && !over) {
                cause = why;
            }
        }
        AgentThread.start("end", () -> {
            int left = new TerminationLoop(processes).end(family, grace);
            if (left > 0) {
                events.warn("processes of a task could not be ended", "processes", left, "mark", family.mark());
            }
        });
    }

    /** The process has ended: no cause counts from here on. */
    synchronized void processEnded() {
        over = true;
    }

    synchronized @Nullable JsonObject cause() {
        return cause;
    }
}
