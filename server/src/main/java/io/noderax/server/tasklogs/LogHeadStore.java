package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.LogEnd;
import io.noderax.protocol.task.LogState;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The table of logs' heads. Whoever appends holds the head's lock, so that pieces follow each other. */
@Singleton
class LogHeadStore {
    /** A log with more small segments than this is merged. */
    static final int CROWD = 64;

    static final RowMapper<LogHead> HEAD = Row.mapper(LogHeadRows::head);

    private static final String ENDED_WITH = """
            insert into task_logs as l (task_id, ended, state, expected_end, expected_stdout_bytes, expected_stdout_sha256,
                expected_stderr_bytes, expected_stderr_sha256)
            values (:task, true, 'receiving', :end, :stdoutBytes, :stdoutHash, :stderrBytes, :stderrHash)
            on conflict (task_id) do update set ended = true, state = 'receiving', crowded = l.small_segments > 1,
                expected_end = excluded.expected_end,
                expected_stdout_bytes = excluded.expected_stdout_bytes,
                expected_stdout_sha256 = excluded.expected_stdout_sha256,
                expected_stderr_bytes = excluded.expected_stderr_bytes,
                expected_stderr_sha256 = excluded.expected_stderr_sha256, updated_at = now()
            where l.expected_end is null and l.state <> 'expired'
            """;

    Optional<LogHead> find(Handle db, TaskId task) {
        return db.createQuery("select * from task_logs where task_id = :task")
                .bind("task", task.value())
                .map(HEAD)
                .findOne();
    }

    List<LogHead> all(Handle db, Collection<TaskId> tasks) {
        return db.createQuery("select * from task_logs where task_id = any(:tasks)")
                .bindArray("tasks", UUID.class, ids(tasks))
                .map(HEAD)
                .list();
    }

    /** Locked until the end of the transaction, always in the same order; those of tasks that have none yet are left out. */
    List<LogHead> lock(Handle tx, Collection<TaskId> tasks) {
        return tx.createQuery("select * from task_logs where task_id = any(:tasks) order by task_id for update")
                .bindArray("tasks", UUID.class, ids(tasks))
                .map(HEAD)
                .list();
    }

    void create(Handle tx, List<LoggedTask> tasks) {
        tx.createUpdate("""
                        insert into task_logs (task_id, attempt_id)
                        select * from unnest(:tasks, :attempts) as t (task_id, attempt_id) order by task_id
                        on conflict do nothing
                        """)
                .bindArray(
                        "tasks",
                        UUID.class,
                        tasks.stream().map(task -> task.id().value()).toList())
                .bindArray(
                        "attempts",
                        UUID.class,
                        tasks.stream()
                                .map(task -> task.attempt() == null
                                        ? null
                                        : task.attempt().value())
                                .toList())
                .execute();
    }

    /** The task has ended, and nothing says where its log ends. */
    void ended(Handle tx, TaskId task) {
        tx.createUpdate("""
                        update task_logs set ended = true, state = case when state = 'open' then 'lines' else state end,
                            crowded = small_segments > 1, updated_at = now()
                        where task_id = :task
                        """).bind("task", task.value()).execute();
    }

    /** The task has ended, and its log ends there; the first such word counts. */
    void ended(Handle tx, TaskId task, LogEnd end) {
        tx.createUpdate(ENDED_WITH)
                .bind("task", task.value())
                .bind("end", end.end())
                .bind("stdoutBytes", end.stdout().bytes())
                .bind("stdoutHash", end.stdout().sha256())
                .bind("stderrBytes", end.stderr().bytes())
                .bind("stderrHash", end.stderr().sha256())
                .execute();
    }

    List<LogHead> dueForProof(Handle db, int limit) {
        return db.createQuery("""
                        select * from task_logs where state = 'receiving' and end_offset >= expected_end limit :limit
                        """).bind("limit", limit).map(HEAD).list();
    }

    /** Stores what the proof has found; false when another server was faster. */
    boolean proven(Handle db, TaskId task, LogState found) {
        return db.createUpdate("""
                                update task_logs set state = :state, updated_at = now()
                                where task_id = :task and state = 'receiving' and end_offset >= expected_end
                                """)
                        .bind("task", task.value())
                        .bind("state", found.wireName())
                        .execute()
                == 1;
    }

    List<TaskId> crowded(Handle db, int limit) {
        return db.createQuery("select task_id from task_logs where crowded limit :limit")
                .bind("limit", limit)
                .map(Row.mapper(row -> new TaskId(row.uuid("task_id"))))
                .list();
    }

    void merged(Handle tx, TaskId task) {
        tx.createUpdate("update task_logs set small_segments = 0, crowded = false where task_id = :task")
                .bind("task", task.value())
                .execute();
    }

    /** Those of tasks that ended so long ago and are still here, at least in part. */
    List<TaskId> olderThan(Handle db, long seconds, int limit) {
        return db.createQuery("""
                        select l.task_id from task_logs l join tasks t on t.id = l.task_id
                        where t.status in ('success', 'failed', 'cancelled')
                          and t.finished_at < now() - make_interval(secs => :seconds)
                          and (l.state <> 'expired'
                               or exists (select 1 from task_log_segments s where s.task_id = l.task_id))
                        limit :limit
                        """)
                .bind("seconds", seconds)
                .bind("limit", limit)
                .map(Row.mapper(row -> new TaskId(row.uuid("task_id"))))
                .list();
    }

    void expired(Handle tx, TaskId task) {
        tx.createUpdate("""
                        update task_logs set state = 'expired', crowded = false, carry = '', last_line = null
                        where task_id = :task
                        """).bind("task", task.value()).execute();
    }

    private static List<UUID> ids(Collection<TaskId> tasks) {
        return tasks.stream().map(TaskId::value).toList();
    }
}
