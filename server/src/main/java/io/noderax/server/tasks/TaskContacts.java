package io.noderax.server.tasks;

import io.noderax.protocol.id.TaskId;
import io.noderax.server.events.Severity;
import io.noderax.server.storage.Database;
import io.noderax.server.tasklogs.AttemptHeard;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Any contact about an attempt renews its lease. It is written when a third of the lease has gone since this process wrote it last,
 * so that a task that reports a thousand lines a second costs no more than one that reports none. Safe for several threads.
 */
@Singleton
class TaskContacts {
    private static final int WRITES_A_LEASE = 3;

    private final Database database;
    private final TaskLeaseStore store;
    private final TaskTransitions transitions;
    private final Duration lease;
    private final ConcurrentHashMap<TaskId, Long> written = new ConcurrentHashMap<>();

    TaskContacts(Database database, TaskLeaseStore store, TaskTransitions transitions, TaskTimes times) {
        this.database = database;
        this.store = store;
        this.transitions = transitions;
        this.lease = times.lease();
    }

    void heard(@Observes AttemptHeard attempt) {
        touch(new Report(attempt.node(), attempt.task(), attempt.attempt()));
    }

    void touch(Report report) {
        long now = System.nanoTime();
        Long before = written.get(report.task());
        if (before != null && now - before < lease.toNanos() / WRITES_A_LEASE) {
            return;
        }
        written.put(report.task(), now);
        database.inTransaction(tx -> store.touch(tx, report, lease)
                .ifPresent(task ->
                        transitions.publish(tx, task, "task.contact.restored", Severity.INFO, "its agent is back")));
    }

    /** Forgets tasks that nobody has spoken of for a lease. */
    void forgetSilent() {
        long now = System.nanoTime();
        written.values().removeIf(at -> now - at > lease.toNanos());
    }
}
