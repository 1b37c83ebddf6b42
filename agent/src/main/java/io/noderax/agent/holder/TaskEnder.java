package io.noderax.agent.holder;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.AgentThread;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends one task's processes, on a thread that lives as long as that takes; the first cause stays. The monitor guards it. */
final class TaskEnder {
    private final TaskProcess process;
    private final EventLog events;
    private @Nullable JsonObject cause;
    private boolean over;

    TaskEnder(TaskProcess process, EventLog events) {
        this.process = process;
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
            int left = process.end(grace);
            if (left > 0) {
                events.warn(
                        "processes of a task could not be ended",
                        "processes",
                        left,
                        "pid",
                        process.identity().pid());
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
