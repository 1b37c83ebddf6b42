package io.noderax.server.updates;

import io.noderax.protocol.id.RolloutId;
import io.noderax.protocol.update.RolloutCounts;
import io.noderax.protocol.update.RolloutStatus;
import io.noderax.protocol.update.RolloutView;
import io.noderax.server.auth.Operator;
import io.noderax.server.storage.PgText;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The table of rollouts, each read without its targets. Whoever changes a rollout or its targets locks its row first. */
@Singleton
class RolloutStore {
    /** The unique index that lets one rollout be active. */
    static final String ONE_ACTIVE = "one_active_rollout";

    private static final RowMapper<RolloutView> ROLLOUT = Row.mapper(RolloutStore::rollout);

    RolloutView insert(Handle tx, String version, boolean rollback, Operator by, String words) {
        return tx.createQuery("""
                        insert into agent_update_rollouts (target_version, rollback, status_message, requested_by_user_id,
                            requested_by_email)
                        values (:version, :rollback, :words, :by, :email)
                        returning *
                        """)
                .bind("version", version)
                .bind("rollback", rollback)
                .bind("words", PgText.clean(words))
                .bind("by", by.id().value())
                .bind("email", by.email())
                .map(ROLLOUT)
                .one();
    }

    List<RolloutView> list(Handle db, int limit) {
        return db.createQuery("select * from agent_update_rollouts order by created_at desc, id limit :limit")
                .bind("limit", limit)
                .map(ROLLOUT)
                .list();
    }

    Optional<RolloutView> byId(Handle db, RolloutId id) {
        return db.createQuery("select * from agent_update_rollouts where id = :id")
                .bind("id", id.value())
                .map(ROLLOUT)
                .findOne();
    }

    Optional<RolloutView> active(Handle db) {
        return db.createQuery("select * from agent_update_rollouts where status in ('running', 'paused')")
                .map(ROLLOUT)
                .findOne();
    }

    /** The active one, held until the transaction ends. */
    Optional<RolloutView> lockActive(Handle tx) {
        return tx.createQuery("select * from agent_update_rollouts where status in ('running', 'paused') for update")
                .map(ROLLOUT)
                .findOne();
    }

    /** Held until the transaction ends. */
    Optional<RolloutView> lock(Handle tx, RolloutId id) {
        return tx.createQuery("select * from agent_update_rollouts where id = :id for update")
                .bind("id", id.value())
                .map(ROLLOUT)
                .findOne();
    }

    /** Moves it; nothing moves one that is over. */
    void move(Handle tx, RolloutId id, RolloutStatus status, String words) {
        tx.createUpdate("""
                        update agent_update_rollouts set status = :status, status_message = :words,
                            completed_at = case when :status = 'completed' then now() end,
                            cancelled_at = case when :status = 'cancelled' then now() end, updated_at = now()
                        where id = :id and status in ('running', 'paused')
                          and (status, status_message) is distinct from (:status, :words)
                        """)
                .bind("id", id.value())
                .bind("status", status.wireName())
                .bind("words", PgText.clean(words))
                .execute();
    }

    /** Says anew why a running one stands where it stands. */
    void say(Handle tx, RolloutId id, String words) {
        tx.createUpdate("""
                        update agent_update_rollouts set status_message = :words, updated_at = now()
                        where id = :id and status = 'running' and status_message <> :words
                        """)
                .bind("id", id.value())
                .bind("words", PgText.clean(words))
                .execute();
    }

    private static RolloutView rollout(Row row) {
        return new RolloutView(
                new RolloutId(row.uuid("id")),
                row.text("target_version"),
                Objects.requireNonNull(RolloutStatus.BY_NAME.get(row.text("status"))),
                row.flag("rollback"),
                row.optionalUuid("requested_by_user_id"),
                row.text("requested_by_email"),
                row.text("status_message"),
                row.optionalInstant("started_at"),
                row.optionalInstant("completed_at"),
                row.optionalInstant("cancelled_at"),
                RolloutCounts.NONE,
                List.of(),
                row.instant("created_at"),
                row.instant("updated_at"));
    }
}
