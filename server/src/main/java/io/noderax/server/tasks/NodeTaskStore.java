package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.storage.PgText;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of tasks that features of the server make and share. */
@Singleton
class NodeTaskStore {
    /** One that was taken so long ago and has not ended says nothing of how things are now. */
    private static final Duration SHARED_FOR = Duration.ofMinutes(10);

    private static final Duration RECENT = Duration.ofMinutes(1);

    private static final String LIVE =
            TaskRows.SHOWN.formatted("tasks") + """
            where t.node_id = :node and t.type = :type and t.cancel_requested_at is null
              and (:term::text is null or %s = :term)
              and (t.status = 'queued'
                or t.status in ('accepted', 'claimed', 'running') and t.updated_at > now() - make_interval(secs => :shared)
                or :term::text is not null and t.status = 'success' and t.finished_at > now() - make_interval(secs => :recent))
            order by t.created_at desc, t.id limit 1
            """.formatted(TaskRows.MEMBER.formatted("term"));

    /** @param term null: any payload, and none that has ended */
    Optional<TaskView> live(Handle tx, NodeId node, String type, @Nullable String term) {
        return tx.createQuery(LIVE)
                .bind("node", node.value())
                .bind("type", type)
                .bind("term", PgText.cleanOrNull(term))
                .bind("shared", SHARED_FOR.toSeconds())
                .bind("recent", RECENT.toSeconds())
                .map(TaskRows.TASK)
                .findOne();
    }

    /** False when one of that type waits for the node already. */
    boolean insertFollowUp(Handle tx, TaskView cause, String type, Duration longest) {
        return tx.createUpdate("""
                                insert into tasks (workspace_id, node_id, type, queue_timeout_seconds, queue_deadline,
                                  created_by_user_id, is_internal)
                                select workspace_id, node_id, :type, :timeout, now() + make_interval(secs => :timeout),
                                  created_by_user_id, true
                                from tasks c where c.id = :cause and not exists (
                                  select from tasks t where t.node_id = c.node_id and t.type = :type and t.status = 'queued')
                                """)
                        .bind("cause", cause.id().value())
                        .bind("type", type)
                        .bind("timeout", (int) longest.toSeconds())
                        .execute()
                == 1;
    }
}
