package io.noderax.server.updates;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.RolloutId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.id.UpdateTargetId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.update.RolloutTargetView;
import io.noderax.protocol.update.UpdateStatus;
import io.noderax.server.storage.PgText;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The table of rollouts' targets. Every move is one conditional update; nothing moves a target that is over but {@link #again}. */
@Singleton
class TargetStore {
    private static final RowMapper<RolloutTargetView> TARGET = Row.mapper(TargetStore::target);
    private static final RowMapper<Seen> SEEN = Row.mapper(TargetStore::seen);

    private static final String NOT_OVER = "status not in ('completed', 'failed', 'skipped', 'cancelled')";

    /** How a target moves. */
    record Move(
            UpdateStatus status,
            long percent,
            @Nullable String words,
            @Nullable Duration allowance) {}

    void insert(Handle tx, RolloutId rollout, NodeView node, String version, int sequence) {
        tx.createUpdate("""
                        insert into agent_update_targets (rollout_id, node_id, workspace_id, node_name, previous_version,
                            target_version, sequence)
                        values (:rollout, :node, :workspace, :name, :previous, :version, :sequence)
                        """)
                .bind("rollout", rollout.value())
                .bind("node", node.id().value())
                .bind("workspace", node.workspaceId().value())
                .bind("name", node.name())
                .bind("previous", node.versions().agent())
                .bind("version", version)
                .bind("sequence", sequence)
                .execute();
    }

    /** Of one rollout or several, in their order. */
    List<RolloutTargetView> of(Handle db, List<RolloutId> rollouts) {
        return db.createQuery("select * from agent_update_targets where rollout_id = any(:rollouts) order by sequence")
                .bindArray(
                        "rollouts",
                        UUID.class,
                        rollouts.stream().map(RolloutId::value).toList())
                .map(TARGET)
                .list();
    }

    Optional<RolloutTargetView> byId(Handle db, UpdateTargetId id) {
        return db.createQuery("select * from agent_update_targets where id = :id")
                .bind("id", id.value())
                .map(TARGET)
                .findOne();
    }

    /** With what is known of the nodes. */
    List<Seen> seen(Handle tx, RolloutId rollout) {
        return tx.createQuery("""
                        select t.*, n.id as known_node, n.status as node_status, n.last_seen_at, n.maintenance_mode,
                            n.maintenance_reason, n.agent_version, n.arch,
                            n.agent_types is null or 'agent.update' = any(n.agent_types) as takes_updates,
                            extract(epoch from now() - t.moved_at)::bigint - t.allowance_seconds as overdue_seconds
                        from agent_update_targets t left join nodes n on n.id = t.node_id
                        where t.rollout_id = :rollout order by t.sequence
                        """).bind("rollout", rollout.value()).map(SEEN).list();
    }

    /** Whether the node is awaited with that version. */
    boolean isAwaited(Handle db, NodeId node, String version) {
        return db.createQuery("""
                        select exists (select from agent_update_targets
                        where node_id = :node and target_version = :version
                          and status not in ('pending', 'completed', 'failed', 'skipped', 'cancelled'))
                        """)
                .bind("node", node.value())
                .bind("version", version)
                .mapTo(Boolean.class)
                .one();
    }

    /** Empty when the target is over. Words that are null leave those that stand there. */
    Optional<RolloutTargetView> move(Handle tx, UpdateTargetId id, Move move) {
        return tx.createQuery("""
                        update agent_update_targets set status = :status, progress_percent = :percent,
                            status_message = coalesce(:words, status_message), allowance_seconds = :allowance::integer,
                            completed_at = case when :status = 'completed' then now() end,
                            moved_at = now(), updated_at = now()
                        where id = :id and
                        """ + NOT_OVER + " returning *")
                .bind("id", id.value())
                .bind("status", move.status().wireName())
                .bind("percent", move.percent())
                .bind("words", PgText.cleanOrNull(move.words()))
                .bind(
                        "allowance",
                        move.allowance() == null ? null : move.allowance().toSeconds())
                .map(TARGET)
                .findOne();
    }

    Optional<RolloutTargetView> dispatch(Handle tx, UpdateTargetId id, TaskId task, String words, long percent) {
        return tx.createQuery("""
                        update agent_update_targets set status = 'dispatched', progress_percent = :percent, task_id = :task,
                            status_message = :words, allowance_seconds = null, confirms = false,
                            dispatched_at = now(), moved_at = now(), updated_at = now()
                        where id = :id and status = 'pending'
                        returning *
                        """)
                .bind("id", id.value())
                .bind("task", task.value())
                .bind("percent", percent)
                .bind("words", PgText.clean(words))
                .map(TARGET)
                .findOne();
    }

    /** To the start, whatever became of it. */
    void again(Handle tx, UpdateTargetId id, String words) {
        tx.createUpdate("""
                        update agent_update_targets set status = 'pending', progress_percent = 0, task_id = null,
                            status_message = :words, allowance_seconds = null, confirms = false, dispatched_at = null,
                            completed_at = null, moved_at = now(), updated_at = now()
                        where id = :id
                        """)
                .bind("id", id.value())
                .bind("words", PgText.clean(words))
                .execute();
    }

    /** Says anew why it stands where it stands; the time of its last move stays. */
    void explain(Handle tx, UpdateTargetId id, String words) {
        tx.createUpdate("""
                        update agent_update_targets set status_message = :words, updated_at = now()
                        where id = :id and status_message is distinct from :words and
                        """ + NOT_OVER)
                .bind("id", id.value())
                .bind("words", PgText.clean(words))
                .execute();
    }

    /** From now on its silence counts. */
    void await(Handle tx, UpdateTargetId id, Duration allowance) {
        tx.createUpdate("""
                        update agent_update_targets set allowance_seconds = :allowance, moved_at = now()
                        where id = :id and allowance_seconds is null and
                        """ + NOT_OVER)
                .bind("id", id.value())
                .bind("allowance", (int) allowance.toSeconds())
                .execute();
    }

    /** Its updater has said that it tells when the new version has proven itself. */
    void setConfirms(Handle tx, UpdateTargetId id) {
        tx.createUpdate("update agent_update_targets set confirms = true where id = :id and not confirms")
                .bind("id", id.value())
                .execute();
    }

    /** Nodes that run another version, and those of them that could be updated now. */
    long[] outdated(Handle db, String version) {
        return db.createQuery("""
                        select count(*) as outdated,
                            count(*) filter (where status = 'online' and not maintenance_mode
                              and (agent_types is null or 'agent.update' = any(agent_types))) as eligible
                        from nodes where agent_version is distinct from :version
                        """)
                .bind("version", version)
                .map(Row.mapper(row -> new long[] {row.number("outdated"), row.number("eligible")}))
                .one();
    }

    private static Seen seen(Row row) {
        Long overdue = row.optionalNumber("overdue_seconds");
        return new Seen(
                target(row),
                row.flag("confirms"),
                overdue != null && overdue >= 0 ? overdue : null,
                row.optionalUuid("known_node") == null
                        ? null
                        : new Seen.Node(
                                row.text("node_status").equals("online"),
                                row.optionalInstant("last_seen_at"),
                                row.flag("maintenance_mode"),
                                row.optionalText("maintenance_reason"),
                                row.optionalText("agent_version"),
                                row.flag("takes_updates"),
                                row.text("arch")));
    }

    private static RolloutTargetView target(Row row) {
        UUID task = row.optionalUuid("task_id");
        return new RolloutTargetView(
                new UpdateTargetId(row.uuid("id")),
                new RolloutId(row.uuid("rollout_id")),
                new NodeId(row.uuid("node_id")),
                new WorkspaceId(row.uuid("workspace_id")),
                null,
                row.text("node_name"),
                row.optionalText("previous_version"),
                row.text("target_version"),
                Objects.requireNonNull(UpdateStatus.BY_NAME.get(row.text("status"))),
                row.number("progress_percent"),
                row.optionalText("status_message"),
                task == null ? null : new TaskId(task),
                row.number("sequence"),
                row.optionalInstant("dispatched_at"),
                row.optionalInstant("completed_at"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }
}
