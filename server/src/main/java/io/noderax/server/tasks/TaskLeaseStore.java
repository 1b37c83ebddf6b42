package io.noderax.server.tasks;

import io.noderax.protocol.task.TaskView;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What time does to tasks: leases are renewed or run out, deadlines pass. Only the database's clock is asked. */
@Singleton
class TaskLeaseStore {
    private static final String REQUEUE = """
            with t as (
              update tasks set status = 'queued', attempt_id = null, lease_until = null, queued_at = now(),
                  queue_deadline = now() + make_interval(secs => queue_timeout_seconds), updated_at = now()
              where status in ('accepted', 'claimed') and lease_until <= now()
              returning *)
            """ + TaskRows.SHOWN.formatted("t");

    private static final String TOUCH = """
            with before as (
              select id, contact_lost_at from tasks
              where id = :id and node_id = :node and status in ('accepted', 'claimed', 'running')
                and (:attempt::uuid is null or attempt_id = :attempt::uuid)
              for update),
            t as (
              update tasks set lease_until = now() + make_interval(secs => :lease), contact_at = now(), contact_lost_at = null
              from before where tasks.id = before.id
              returning tasks.*)
            """ + TaskRows.SHOWN.formatted("t")
            + "join before on before.id = t.id where before.contact_lost_at is not null";

    private static final String LOSE_CONTACT = """
            with t as (
              update tasks set contact_lost_at = coalesce(contact_at, started_at, updated_at), updated_at = now()
              where status = 'running' and lease_until <= now() and contact_lost_at is null
                and :watchedSince < now() - make_interval(secs => :lease)
              returning *)
            """ + TaskRows.SHOWN.formatted("t");

    private static final String LOSE_AGENT = """
            with t as (
              update tasks set status = 'failed', result = '{"reason":"agent-lost"}', reason_code = 'agent-lost',
                  reason_message = 'failed: agent lost, no contact since ' ||
                      to_char(contact_lost_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                  finished_at = now(), lease_until = null, updated_at = now()
              where status = 'running' and contact_lost_at < now() - make_interval(secs =>
                  case when journaled then :journaled else :plain end::double precision)
              returning *)
            """ + TaskRows.SHOWN.formatted("t");

    private static final String GIVE_UP = """
            with t as (
              update tasks set status = 'failed', result = '{"reason":"queue-deadline"}', reason_code = 'queue-deadline',
                  reason_message = 'failed: not claimed within ' || queue_timeout_seconds || ' s of being queued',
                  finished_at = now(), updated_at = now()
              where status = 'queued' and queue_deadline <= now()
              returning *)
            """ + TaskRows.SHOWN.formatted("t");

    /** Renews the lease; gives the task when it was without contact until now. */
    Optional<TaskView> touch(Handle tx, Report report, Duration lease) {
        return TaskTransitionStore.bind(tx.createQuery(TOUCH), report)
                .bind("lease", lease.toSeconds())
                .map(TaskRows.TASK)
                .findOne();
    }

    /** @param watchedSince since when agents can reach this server: it counts nobody as silent before it has listened itself */
    List<TaskView> loseContact(Handle tx, Instant watchedSince, Duration lease) {
        return tx.createQuery(LOSE_CONTACT)
                .bind("watchedSince", watchedSince)
                .bind("lease", lease.toSeconds())
                .map(TaskRows.TASK)
                .list();
    }

    /** @param plain how long one is waited for that keeps no journal */
    List<TaskView> loseAgents(Handle tx, Duration journaled, Duration plain) {
        return tx.createQuery(LOSE_AGENT)
                .bind("journaled", journaled.toSeconds())
                .bind("plain", plain.toSeconds())
                .map(TaskRows.TASK)
                .list();
    }

    List<TaskView> requeueExpired(Handle tx) {
        return tx.createQuery(REQUEUE).map(TaskRows.TASK).list();
    }

    /** Whether any time is over: one look instead of four changes that mostly find nothing. */
    boolean isAnythingDue(Handle db) {
        return db.createQuery("""
                        select exists (select from tasks
                                       where status in ('accepted', 'claimed', 'running') and lease_until <= now())
                            or exists (select from tasks where status = 'queued' and queue_deadline <= now())
                        """).mapTo(Boolean.class).one();
    }

    List<TaskView> giveUpOverdue(Handle tx) {
        return tx.createQuery(GIVE_UP).map(TaskRows.TASK).list();
    }
}
