package io.noderax.server.tasks;

import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.storage.PgText;
import io.noderax.server.storage.Row;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Every change of a task's status: one conditional update each, which gives the changed row, or nothing when the task was not in
 * a state from which the change is legal. Only the database's clock is asked.
 */
@Singleton
class TaskTransitionStore {
    private static final String CLAIM = """
            with next as (
              select t.id from tasks t join nodes n on n.id = t.node_id
              where t.node_id = :node and t.status = 'queued' and t.queue_deadline > now() and not n.maintenance_mode
              order by t.created_at, t.id limit 1
              for update of t skip locked),
            t as (
              update tasks set status = 'accepted', attempt_id = gen_random_uuid(), attempts = attempts + 1,
                  lease_until = now() + make_interval(secs => :lease), updated_at = now()
              from next where tasks.id = next.id and tasks.status = 'queued'
              returning tasks.*)
            """ + TaskRows.SHOWN.formatted("t");

    private static final String RELEASE = """
            with t as (
              update tasks set status = 'queued', attempt_id = null, lease_until = null, attempts = attempts - 1,
                  updated_at = now()
              where id = :id and attempt_id = :attempt and status = 'accepted'
              returning *)
            """ + TaskRows.SHOWN.formatted("t");

    private static final String START = """
            with t as (
              update tasks set status = 'running', started_at = now(), lease_until = null, updated_at = now()
              where id = :id and node_id = :node and status in ('accepted', 'claimed') and lease_until > now()
              returning *)
            """ + TaskRows.SHOWN.formatted("t");

    private static final String COMPLETE = """
            with t as (
              update tasks set status = :status, result = :result::json, output = :output, output_truncated = :truncated,
                  reason_code = :code, reason_message = :message, started_at = coalesce(started_at, now()),
                  finished_at = now(), lease_until = null, updated_at = now()
              where id = :id and node_id = :node and status in ('accepted', 'claimed', 'running')
              returning *)
            """ + TaskRows.SHOWN.formatted("t");

    private static final String CANCEL_BEFORE_RUN = """
            with t as (
              update tasks set status = 'cancelled', output = :message,
                  result = json_strip_nulls(json_build_object(
                      'reason', 'cancel-requested-before-run',
                      'cancelledAt', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                      'cancelReason', :reason::text)),
                  reason_code = 'cancelled', reason_message = :message, cancel_requested_at = now(), cancel_reason = :reason,
                  finished_at = now(), lease_until = null, updated_at = now()
              where id = :id and (:everything or workspace_id = any(:workspaces))
                and status in ('queued', 'accepted', 'claimed')
              returning *)
            """ + TaskRows.SHOWN.formatted("t");

    private static final String REQUEST_CANCEL = """
            with t as (
              update tasks set cancel_requested_at = now(), cancel_reason = :reason, updated_at = now()
              where id = :id and (:everything or workspace_id = any(:workspaces)) and status = 'running'
              returning *)
            """ + TaskRows.SHOWN.formatted("t");

    private static final String REQUEUE = """
            with t as (
              update tasks set status = 'queued', attempt_id = null, lease_until = null, queued_at = now(),
                  queue_deadline = now() + make_interval(secs => queue_timeout_seconds), updated_at = now()
              where status in ('accepted', 'claimed') and lease_until <= now()
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

    Optional<TaskView> claim(Handle tx, NodeId node, Duration lease) {
        return tx.createQuery(CLAIM)
                .bind("node", node.value())
                .bind("lease", lease.toSeconds())
                .map(TaskRows.TASK)
                .findOne();
    }

    Optional<TaskView> release(Handle tx, TaskId id, AttemptId attempt) {
        return tx.createQuery(RELEASE)
                .bind("id", id.value())
                .bind("attempt", attempt.value())
                .map(TaskRows.TASK)
                .findOne();
    }

    Optional<TaskView> start(Handle tx, NodeId node, TaskId id) {
        return tx.createQuery(START)
                .bind("id", id.value())
                .bind("node", node.value())
                .map(TaskRows.TASK)
                .findOne();
    }

    Optional<TaskView> complete(Handle tx, NodeId node, TaskId id, Ending ending) {
        return tx.createQuery(COMPLETE)
                .bind("id", id.value())
                .bind("node", node.value())
                .bind("status", ending.status().wireName())
                .bind("result", PgText.json(ending.result()))
                .bind("output", PgText.cleanOrNull(ending.output()))
                .bind("truncated", ending.outputTruncated())
                .bind("code", PgText.clean(ending.reason().code()))
                .bind("message", PgText.clean(ending.reason().message()))
                .map(TaskRows.TASK)
                .findOne();
    }

    Optional<TaskView> cancelBeforeRun(Handle tx, Scope scope, TaskId id, @Nullable String reason) {
        String message = "Task cancelled before running" + (reason == null || reason.isBlank() ? "" : ": " + reason);
        return scope.bind(tx.createQuery(CANCEL_BEFORE_RUN))
                .bind("id", id.value())
                .bind("reason", PgText.cleanOrNull(reason))
                .bind("message", PgText.clean(message))
                .map(TaskRows.TASK)
                .findOne();
    }

    Optional<TaskView> requestCancel(Handle tx, Scope scope, TaskId id, @Nullable String reason) {
        return scope.bind(tx.createQuery(REQUEST_CANCEL))
                .bind("id", id.value())
                .bind("reason", PgText.cleanOrNull(reason))
                .map(TaskRows.TASK)
                .findOne();
    }

    List<TaskView> requeueExpired(Handle tx) {
        return tx.createQuery(REQUEUE).map(TaskRows.TASK).list();
    }

    List<TaskView> giveUpOverdue(Handle tx) {
        return tx.createQuery(GIVE_UP).map(TaskRows.TASK).list();
    }

    List<NodeId> nodesWithQueuedTasks(Handle db) {
        return db.createQuery("select distinct node_id from tasks where status = 'queued'")
                .map(Row.mapper(row -> new NodeId(row.uuid("node_id"))))
                .list();
    }
}
