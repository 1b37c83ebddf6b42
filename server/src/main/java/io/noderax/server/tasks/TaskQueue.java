package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.task.CreateTask;
import io.noderax.protocol.task.CreateTaskBatch;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.audit.Audit;
import io.noderax.server.audit.Deed;
import io.noderax.server.auth.Operator;
import io.noderax.server.events.Events;
import io.noderax.server.events.Happening;
import io.noderax.server.events.Severity;
import io.noderax.server.http.Refusal;
import io.noderax.server.nodes.Nodes;
import io.noderax.server.storage.Database;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Queues tasks for nodes, and wakes the claims that wait for them. */
@Singleton
class TaskQueue {
    /** How long a task waits to be claimed when nobody says otherwise. */
    private static final Duration QUEUE_TIMEOUT = Duration.ofHours(24);

    private final Database database;
    private final TaskStore store;
    private final Nodes nodes;
    private final Events events;
    private final Claims claims;
    private final Audit audit;

    TaskQueue(Database database, TaskStore store, Nodes nodes, Events events, Claims claims, Audit audit) {
        this.database = database;
        this.store = store;
        this.nodes = nodes;
        this.events = events;
        this.claims = claims;
        this.audit = audit;
    }

    TaskView enqueue(Scope scope, Operator operator, CreateTask asked) {
        refuseTemplate(asked.templateId());
        TaskView task = database.transaction(tx -> insert(
                tx, scope, operator, asked.nodeId(), asked.type(), payload(asked.payload()), asked.queueTimeout()));
        claims.wake(task.nodeId());
        return task;
    }

    /** All of them or none: one refused node refuses the batch. */
    List<TaskView> enqueueAll(Scope scope, Operator operator, CreateTaskBatch asked) {
        refuseTemplate(asked.templateId());
        List<TaskView> tasks = database.transaction(tx -> asked.nodeIds().stream()
                .map(node ->
                        insert(tx, scope, operator, node, asked.type(), payload(asked.payload()), asked.queueTimeout()))
                .toList());
        tasks.forEach(task -> claims.wake(task.nodeId()));
        return tasks;
    }

    private TaskView insert(
            Handle tx,
            Scope scope,
            Operator operator,
            NodeId nodeId,
            String type,
            JsonObject payload,
            @Nullable Duration queueTimeout) {
        NodeView node = nodes.read(tx, scope, nodeId);
        if (node.maintenance().on()) {
            throw Refusal.badRequest("Node " + node.name() + " is in maintenance mode and cannot accept new work.");
        }
        RootGate.check(node, type, payload);
        Duration timeout = queueTimeout == null ? QUEUE_TIMEOUT : queueTimeout;
        TaskView task =
                store.insert(tx, new NewTask(node.workspaceId(), nodeId, type, payload, timeout, operator.id()));
        publish(tx, task, node);
        audit.note(
                tx,
                Deed.in(task.workspaceId(), "task.created", "task", task.id(), task.type())
                        .with("node", node.name()));
        return task;
    }

    private void publish(Handle tx, TaskView task, NodeView node) {
        JsonObject metadata = JsonObject.builder()
                .put("taskId", task.id().value())
                .put("taskType", task.type())
                .build();
        String message = "Task %s (%s) queued for node %s".formatted(task.id(), task.type(), node.name());
        events.publish(
                tx, new Happening(task.workspaceId(), task.nodeId(), "task.queued", Severity.INFO, message, metadata));
        events.changed(tx, "task.created", task.workspaceId(), task.id().value(), task);
    }

    private static JsonObject payload(@Nullable JsonObject asked) {
        return asked == null ? JsonObject.EMPTY : asked;
    }

    private static void refuseTemplate(@Nullable UUID template) {
        if (template != null) {
            throw Refusal.notFound("Task template " + template + " was not found");
        }
    }
}
