package io.noderax.server.tasklogs;

import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.LogEnd;
import io.noderax.protocol.task.LogLine;
import io.noderax.protocol.task.LogRow;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The logs of tasks, for those who deal with tasks. */
@Singleton
public class TaskLogs {
    private final LineAppends lines;
    private final LineReads reads;
    private final LogHeadStore heads;
    private final LogMerging merging;
    private final LogProof proof;
    private final Signals signals;
    private final InstantSource clock;

    TaskLogs(
            LineAppends lines,
            LineReads reads,
            LogHeadStore heads,
            LogMerging merging,
            LogProof proof,
            Signals signals,
            InstantSource clock) {
        this.lines = lines;
        this.reads = reads;
        this.heads = heads;
        this.merging = merging;
        this.proof = proof;
        this.signals = signals;
        this.clock = clock;
    }

    /** Stores one line of a task that runs; null as attempt stands for the one that holds the task. */
    public LogRow append(NodeId node, TaskId task, @Nullable AttemptId attempt, LogLine line) {
        return lines.append(new PendingLine(node, task, attempt, line, clock.instant()));
    }

    /** Lines that the operator may read, in order. */
    public List<LogRow> lines(Scope scope, TaskId task, LogRange range) {
        return reads.read(scope, task, range);
    }

    /** The attempt has ended; {@link #news} has to follow when this is stored. */
    public void ended(Handle tx, TaskId task, @Nullable LogEnd end) {
        if (end == null) {
            heads.ended(tx, task);
        } else {
            heads.ended(tx, task, end);
        }
        signals.tell(tx, Signal.LOG_CHANGED, task.value());
    }

    /** The end of the log is stored, so that there may be work for it. */
    public void news(TaskId task) {
        merging.look(task);
        proof.look();
    }
}
