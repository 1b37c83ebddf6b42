package io.noderax.server.tasks;

import io.noderax.protocol.task.TaskView;
import io.noderax.server.events.Severity;
import io.noderax.server.storage.Database;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Looks after tasks whose time is over: a lease that was not followed by a start, one that was not renewed, an agent that does not
 * come back, a queue deadline. Several processes may look at the same time: each row changes once, where it is seen first.
 */
@Singleton
class TaskSweep {
    private static final Logger LOG = Logger.getLogger(TaskSweep.class);

    private final Database database;
    private final TaskLeaseStore store;
    private final TaskTransitions transitions;
    private final TaskContacts contacts;
    private final TaskTimes times;
    private final Instant watchedSince;

    TaskSweep(
            Database database,
            TaskLeaseStore store,
            TaskTransitions transitions,
            TaskContacts contacts,
            TaskTimes times,
            InstantSource clock) {
        this.database = database;
        this.store = store;
        this.transitions = transitions;
        this.contacts = contacts;
        this.times = times;
        this.watchedSince = clock.instant();
    }

    @Scheduled(every = "{noderax.task-sweep}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        if (database.run(store::isAnythingDue)) {
            database.inTransaction(this::requeueExpired);
            database.inTransaction(this::loseContact);
            database.inTransaction(this::end);
        }
        contacts.forgetSilent();
    }

    private void requeueExpired(Handle tx) {
        List<TaskView> requeued = store.requeueExpired(tx);
        requeued.forEach(task -> transitions.requeued(tx, task));
        log("requeued, their start was not confirmed within the lease", requeued);
    }

    private void loseContact(Handle tx) {
        List<TaskView> lost = store.loseContact(tx, watchedSince, times.lease());
        lost.forEach(task -> transitions.publish(
                tx, task, "task.contact.lost", Severity.WARNING, "its agent has not been heard of, it may still run"));
        log("without contact", lost);
    }

    private void end(Handle tx) {
        List<TaskView> ended = store.loseAgents(tx, times.lostAfter(), times.plainLostAfter());
        ended.forEach(task -> transitions.publishEnd(tx, task));
        log("given up, their agent is lost", ended);
        List<TaskView> overdue = store.giveUpOverdue(tx);
        overdue.forEach(task -> transitions.publishEnd(tx, task));
        log("given up, nobody claimed them in time", overdue);
    }

    private static void log(String what, List<TaskView> tasks) {
        if (!tasks.isEmpty()) {
            LOG.infof("tasks %s count=%d", what, tasks.size());
        }
    }
}
