package io.noderax.server.tasks;

import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.TaskState;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.storage.PgText;
import io.noderax.server.storage.Row;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
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
                and (:anyType or t.type = any(:types))
              order by t.created_at, t.id limit 1
              for update of t skip locked),
            t as (
              update tasks set status = 'accepted', attempt_id = gen_random_uuid(), attempts = attempts + 1,
                  lease_until = now() + make_interval(secs => :lease), contact_at = now(), contact_lost_at = null,
                  journaled = :journaled, reason_code = null, updated_at = now()
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

    /** Only of an agent that keeps a journal: it knows what it did not do. */
    private static final String GIVE_BACK = """
            with t as (
              update tasks set status = 'queued', attempt_id = null, lease_until = null, contact_lost_at = null, started_at = null,
                  reason_code = 'given-back', queued_at = now(),
                  queue_deadline = now() + make_interval(secs => queue_timeout_seconds), updated_at = now()
              where id = :id and node_id = :node and attempt_id = :attempt::uuid and journaled and attempts < :most
                and status in ('accepted', 'claimed', 'running') and cancel_requested_at is null
              returning *)
            """ + TaskRows.SHOWN.formatted("t");

    /** Its start is bound to its attempt: an agent that has it after all is refused, and does not run it. */
    private static final String TAKE_BACK = """
            with t as (
              update tasks set status = 'queued', attempt_id = null, lease_until = null, queued_at = now(),
                  queue_deadline = now() + make_interval(secs => queue_timeout_seconds), updated_at = now()
              where node_id = :node and status in ('accepted', 'claimed') and journaled and attempt_id <> all(:known)
              returning *)
            """ + TaskRows.SHOWN.formatted("t");

    private static final String START = """
            with t as (
              update tasks set status = 'running', started_at = now(), contact_at = now(),
                  state_code = null, state_message = null, state_details = null,
                  lease_until = now() + make_interval(secs => :lease), updated_at = now()
              where id = :id and node_id = :node and status in ('accepted', 'claimed') and lease_until > now()
                and (:attempt::uuid is null or attempt_id = :attempt::uuid)
              returning *)
            """ + TaskRows.SHOWN.formatted("t");

    /** Only while it runs: what keeps it is nobody's business before and after. */
    private static final String STATE = """
            with t as (
              update tasks set state_code = :code, state_message = :message, state_details = :details::json, updated_at = now()
              where id = :id and node_id = :node and status = 'running' and (:attempt::uuid is null or attempt_id = :attempt::uuid)
              returning *)
            """ + TaskRows.SHOWN.formatted("t");

    /** A true result replaces the guess that the agent is lost. */
    private static final String COMPLETE = """
            with t as (
              update tasks set status = :status, result = :result::json, output = :output, output_truncated = :truncated,
                  reason_code = :code, reason_message = :message, started_at = coalesce(started_at, now()),
                  finished_at = now(), lease_until = null, contact_lost_at = null, updated_at = now()
              where id = :id and node_id = :node and (:attempt::uuid is null or attempt_id = :attempt::uuid)
                and (status in ('accepted', 'claimed', 'running') or status = 'failed' and reason_code = 'agent-lost')
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

    private static final String CONTROL = """
            select status, cancel_requested_at, cancel_reason, attempt_id from tasks where id = :id and node_id = :node
            """;

    Optional<TaskView> claim(Handle tx, Claimant claimant, Duration lease) {
        return tx.createQuery(CLAIM)
                .bind("node", claimant.node().value())
                .bind("lease", lease.toSeconds())
                .bind("journaled", claimant.keepsJournal())
                .bind("anyType", claimant.types().isEmpty())
                .bindArray("types", String.class, claimant.types())
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

    /** Of an attempt that was never launched; empty when the task's end was asked for, or it was claimed so often already. */
    Optional<TaskView> giveBack(Handle tx, Report report, int most) {
        return bind(tx.createQuery(GIVE_BACK), report)
                .bind("most", most)
                .map(TaskRows.TASK)
                .findOne();
    }

    /** Tasks that wait for a start by the node's agent, which has none of them. */
    List<TaskView> takeBack(Handle tx, NodeId node, List<UUID> known) {
        return tx.createQuery(TAKE_BACK)
                .bind("node", node.value())
                .bindArray("known", UUID.class, known)
                .map(TaskRows.TASK)
                .list();
    }

    Optional<TaskView> start(Handle tx, Report report, Duration lease) {
        return bind(tx.createQuery(START), report)
                .bind("lease", lease.toSeconds())
                .map(TaskRows.TASK)
                .findOne();
    }

    /** Empty when it does not run under that attempt. */
    Optional<TaskView> state(Handle tx, Report report, TaskState state) {
        return bind(tx.createQuery(STATE), report)
                .bind("code", state.code())
                .bind("message", PgText.cleanOrNull(state.code() == null ? null : state.message()))
                .bind("details", PgText.json(state.code() == null ? null : state.details()))
                .map(TaskRows.TASK)
                .findOne();
    }

    /** Empty when the task is not one of the node's. */
    Optional<Held> held(Handle db, NodeId node, TaskId id) {
        return db.createQuery(CONTROL)
                .bind("id", id.value())
                .bind("node", node.value())
                .map(Row.mapper(row -> new Held(
                        TaskRows.status(row.text("status")),
                        row.optionalInstant("cancel_requested_at"),
                        row.optionalText("cancel_reason"),
                        row.optionalUuid("attempt_id"))))
                .findOne();
    }

    Optional<TaskView> complete(Handle tx, Report report, Ending ending) {
        return bind(tx.createQuery(COMPLETE), report)
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

    List<NodeId> nodesWithQueuedTasks(Handle db) {
        return db.createQuery("select distinct node_id from tasks where status = 'queued'")
                .map(Row.mapper(row -> new NodeId(row.uuid("node_id"))))
                .list();
    }

    static Query bind(Query query, Report report) {
        return query.bind("id", report.task().value())
                .bind("node", report.node().value())
                .bind(
                        "attempt",
                        report.attempt() == null ? null : report.attempt().value());
    }
}
