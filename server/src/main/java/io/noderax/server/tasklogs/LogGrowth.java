package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Appends to logs within a transaction, and tells whoever waits afterwards. */
@Singleton
class LogGrowth {
    private final LogHeadStore heads;
    private final LogAppendStore appends;
    private final ParkedReads readers;
    private final LogMerging merging;
    private final LogProof proof;
    private final Signals signals;

    LogGrowth(
            LogHeadStore heads,
            LogAppendStore appends,
            ParkedReads readers,
            LogMerging merging,
            LogProof proof,
            Signals signals) {
        this.signals = signals;
        this.heads = heads;
        this.appends = appends;
        this.readers = readers;
        this.merging = merging;
        this.proof = proof;
    }

    /** The heads of all of the tasks, made if need be and locked until the end of the transaction. */
    Map<TaskId, LogHead> lock(Handle tx, Collection<LoggedTask> tasks) {
        Map<TaskId, LogHead> locked = new HashMap<>();
        List<TaskId> ids = tasks.stream().map(LoggedTask::id).toList();
        heads.lock(tx, ids).forEach(head -> locked.put(head.task(), head));
        List<LoggedTask> fresh =
                tasks.stream().filter(task -> !locked.containsKey(task.id())).toList();
        if (!fresh.isEmpty()) {
            heads.create(tx, fresh);
            heads.lock(tx, ids).forEach(head -> locked.put(head.task(), head));
        }
        return locked;
    }

    void store(Handle tx, List<Growth> growths) {
        if (!growths.isEmpty()) {
            appends.append(tx, growths);
            growths.forEach(growth -> signals.tellOthers(
                    tx, Signal.LOG_CHANGED, growth.before().task().value()));
        }
    }

    /** To be called when the transaction has succeeded. */
    void stored(List<Growth> growths) {
        for (Growth growth : growths) {
            TaskId task = growth.before().task();
            readers.wake(task);
            if (growth.isCrowded()) {
                merging.look(task);
            }
            if (growth.completes()) {
                proof.look();
            }
        }
    }
}
