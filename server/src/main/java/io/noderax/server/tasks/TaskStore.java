package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.storage.PgText;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The table of tasks, as operators write and read it. What agents do to it stands in {@link TaskTransitionStore}. */
@Singleton
class TaskStore {
    private static final String INSERT = """
            with t as (
              insert into tasks (workspace_id, node_id, type, payload, queue_timeout_seconds, queue_deadline, created_by_user_id,
                is_internal)
              values (:workspace, :node, :type, :payload::json, :timeout, now() + make_interval(secs => :timeout), :createdBy,
                :internal)
              returning *)
            """ + TaskRows.SHOWN.formatted("t");

    private static final String BY_ID = TaskRows.SHOWN.formatted("tasks") + """
            where t.id = :id and (:everything or t.workspace_id = any(:workspaces))
            """;

    private static final String OF_NODE = TaskRows.SHOWN.formatted("tasks") + "where t.id = :id and t.node_id = :node";

    private static final String MATCHING = """
            where (:everything or t.workspace_id = any(:workspaces))
              and (:node::uuid is null or t.node_id = :node::uuid)
              and (:status::text is null or t.status = :status)
              and (:after::timestamptz is null or t.created_at >= :after::timestamptz)
              and (:before::timestamptz is null or t.created_at < :before::timestamptz)
              and (:fanOut::text is null or %s = :fanOut)
              and (:includeInternal or not t.is_internal)
            """.formatted(TaskRows.MEMBER.formatted("fanOutId"));

    private static final String LIST = TaskRows.SHOWN.formatted("tasks") + MATCHING + """
            order by t.created_at desc, t.id limit :limit offset :offset
            """;

    TaskView insert(Handle tx, NewTask task) {
        return tx.createQuery(INSERT)
                .bind("workspace", task.workspace().value())
                .bind("node", task.node().value())
                .bind("type", PgText.clean(task.type()))
                .bind("payload", PgText.json(task.payload()))
                .bind("timeout", (int) task.queueTimeout().toSeconds())
                .bind(
                        "createdBy",
                        task.createdBy() == null ? null : task.createdBy().value())
                .bind("internal", task.internal())
                .map(TaskRows.TASK)
                .one();
    }

    Optional<TaskView> byId(Handle db, Scope scope, TaskId id) {
        return scope.bind(db.createQuery(BY_ID))
                .bind("id", id.value())
                .map(TaskRows.TASK)
                .findOne();
    }

    /** Empty when the task is not one of the node's. */
    Optional<TaskView> ofNode(Handle db, NodeId node, TaskId id) {
        return db.createQuery(OF_NODE)
                .bind("id", id.value())
                .bind("node", node.value())
                .map(TaskRows.TASK)
                .findOne();
    }

    /**
     * Deletes at most that many tasks that ended longer ago; gives how many. What a log follower has asked for lives an hour: who
     * follows asks every few seconds.
     */
    int deleteEndedBefore(Handle db, Duration age, int most) {
        return db.createUpdate("""
                        delete from tasks where id in (
                          select id from tasks
                          where status in ('success', 'failed', 'cancelled')
                            and (finished_at < now() - make_interval(secs => :age)
                              or is_internal and type = 'log.scan' and finished_at < now() - interval '1 hour')
                          order by finished_at limit :most for update skip locked)
                        """)
                .bind("age", age.toSeconds())
                .bind("most", most)
                .execute();
    }

    List<TaskView> list(Handle db, Scope scope, TaskFilter filter) {
        return bind(db.createQuery(LIST), scope, filter)
                .bind("limit", filter.limit())
                .bind("offset", filter.offset())
                .map(TaskRows.TASK)
                .list();
    }

    /** How many there are, whatever page is wanted. */
    long count(Handle db, Scope scope, TaskFilter filter) {
        return bind(db.createQuery("select count(*) from tasks t " + MATCHING), scope, filter)
                .mapTo(Long.class)
                .one();
    }

    private static Query bind(Query query, Scope scope, TaskFilter filter) {
        return scope.bind(query)
                .bind("node", filter.node())
                .bind("status", filter.status() == null ? null : filter.status().wireName())
                .bind("after", filter.createdAfter())
                .bind("before", filter.createdBefore())
                .bind("fanOut", filter.fanOut())
                .bind("includeInternal", filter.includeInternal());
    }
}
