package io.noderax.server.tasks;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.id.UserId;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The table of keys under which an operator's request has been done. */
@Singleton
class IdempotencyStore {
    /** What was asked under a key, as a hash, and the tasks that came of it. */
    record Known(String requestHash, List<TaskId> tasks) {}

    /** Whether the key is new; then it is taken, and whoever comes with it next waits for the end of this transaction. */
    boolean take(Handle tx, UserId user, IdempotencyKey key, String requestHash) {
        return tx.createUpdate("""
                                insert into idempotency_keys (user_id, key, request_hash, task_ids)
                                values (:user, :key, :hash, '{}') on conflict do nothing
                                """)
                        .bind("user", user.value())
                        .bind("key", key.value())
                        .bind("hash", requestHash)
                        .execute()
                == 1;
    }

    void remember(Handle tx, UserId user, IdempotencyKey key, List<TaskId> tasks) {
        tx.createUpdate("update idempotency_keys set task_ids = :tasks where user_id = :user and key = :key")
                .bind("user", user.value())
                .bind("key", key.value())
                .bindArray(
                        "tasks", UUID.class, tasks.stream().map(TaskId::value).toList())
                .execute();
    }

    Known find(Handle tx, UserId user, IdempotencyKey key) {
        return tx.createQuery(
                        "select request_hash, task_ids from idempotency_keys where user_id = :user and key = :key")
                .bind("user", user.value())
                .bind("key", key.value())
                .map(Row.mapper(row -> new Known(
                        row.text("request_hash"),
                        row.uuids("task_ids").stream().map(TaskId::new).toList())))
                .one();
    }

    int deleteOlderThan(Handle db, Duration age) {
        return db.createUpdate("delete from idempotency_keys where created_at < now() - make_interval(secs => :age)")
                .bind("age", age.toSeconds())
                .execute();
    }
}
