package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.UserId;
import io.noderax.protocol.json.JsonMessage;
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
import io.noderax.server.nodes.TokenHash;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Queues tasks for nodes, and tells those that wait for them. */
@Singleton
class TaskQueue {
    /** How long a task waits to be claimed when nobody says otherwise. */
    private static final Duration QUEUE_TIMEOUT = Duration.ofHours(24);

    /** What an agent with a small heap can take: it reads 8 MiB at most, of which a character may take six bytes. */
    private static final int LONGEST_PAYLOAD = 1_000_000;

    private final Database database;
    private final TaskStore store;
    private final IdempotencyStore keys;
    private final Nodes nodes;
    private final Events events;
    private final Signals signals;
    private final Audit audit;

    TaskQueue(
            Database database,
            TaskStore store,
            IdempotencyStore keys,
            Nodes nodes,
            Events events,
            Signals signals,
            Audit audit) {
        this.database = database;
        this.store = store;
        this.keys = keys;
        this.nodes = nodes;
        this.events = events;
        this.signals = signals;
        this.audit = audit;
    }

    /** @param key under which the same request is done once; null: it is done each time */
    TaskView enqueue(Scope scope, Operator operator, CreateTask asked, @Nullable IdempotencyKey key) {
        refuseTemplate(asked.templateId());
        return database.transaction(tx -> once(
                        tx,
                        scope,
                        operator,
                        new Asked(key, asked),
                        () -> List.of(insert(
                                tx,
                                scope,
                                operator,
                                asked.nodeId(),
                                asked.type(),
                                payload(asked.payload()),
                                asked.queueTimeout()))))
                .getFirst();
    }

    /** All of them or none: one refused node refuses the batch. */
    List<TaskView> enqueueAll(Scope scope, Operator operator, CreateTaskBatch asked, @Nullable IdempotencyKey key) {
        refuseTemplate(asked.templateId());
        return database.transaction(tx -> once(
                tx,
                scope,
                operator,
                new Asked(key, asked),
                () -> asked.nodeIds().stream()
                        .map(node -> insert(
                                tx,
                                scope,
                                operator,
                                node,
                                asked.type(),
                                payload(asked.payload()),
                                asked.queueTimeout()))
                        .toList()));
    }

    /** A question of the server's own, which an operator may ask this node. */
    TaskView ask(Scope scope, Operator operator, NodeId nodeId, String type, JsonObject payload, Duration longestWait) {
        return database.transaction(tx -> {
            NodeView node = accepting(tx, scope, nodeId);
            RootGate.check(node, type, payload);
            TaskView task = store.insert(
                    tx, new NewTask(node.workspaceId(), nodeId, type, payload, longestWait, operator.id(), true));
            signals.tell(tx, Signal.NODE_HAS_WORK, nodeId.value());
            return task;
        });
    }

    private record Asked(@Nullable IdempotencyKey key, JsonMessage request) {
        String hash() {
            return TokenHash.of(request.toJson().toString());
        }
    }

    private List<TaskView> once(
            Handle tx, Scope scope, Operator operator, Asked asked, Supplier<List<TaskView>> insertion) {
        IdempotencyKey key = asked.key();
        if (key == null) {
            return insertion.get();
        }
        if (keys.take(tx, operator.id(), key, asked.hash())) {
            List<TaskView> made = insertion.get();
            keys.remember(
                    tx, operator.id(), key, made.stream().map(TaskView::id).toList());
            return made;
        }
        IdempotencyStore.Known known = keys.find(tx, operator.id(), key);
        if (!known.requestHash().equals(asked.hash())) {
            throw Refusal.conflict(IdempotencyKey.HEADER + " was used for another request already; use a new one");
        }
        return known.tasks().stream()
                .flatMap(id -> store.byId(tx, scope, id).stream())
                .toList();
    }

    TaskView insert(
            Handle tx,
            Scope scope,
            Operator operator,
            NodeId nodeId,
            String type,
            JsonObject payload,
            @Nullable Duration queueTimeout) {
        NodeView node = accepting(tx, scope, nodeId);
        String surface = RootGate.check(node, type, payload);
        TaskView task = insert(tx, node, type, payload, queueTimeout, operator.id());
        Deed deed = created(task, node);
        audit.note(tx, surface == null ? deed : deed.with("rootSurface", surface));
        return task;
    }

    /** One for which nobody asks at this moment; it must not need root access. */
    TaskView insertBySystem(
            Handle tx, @Nullable UserId by, NodeId nodeId, String type, JsonObject payload, Duration queueTimeout) {
        NodeView node = accepting(tx, Scope.EVERYTHING, nodeId);
        TaskView task = insert(tx, node, type, payload, queueTimeout, by);
        audit.noteBySystem(tx, created(task, node));
        return task;
    }

    private TaskView insert(
            Handle tx,
            NodeView node,
            String type,
            JsonObject payload,
            @Nullable Duration queueTimeout,
            @Nullable UserId by) {
        requireFits(payload);
        Duration timeout = queueTimeout == null ? QUEUE_TIMEOUT : queueTimeout;
        TaskView task = store.insert(tx, new NewTask(node.workspaceId(), node.id(), type, payload, timeout, by, false));
        publish(tx, task, node);
        signals.tell(tx, Signal.NODE_HAS_WORK, node.id().value());
        return task;
    }

    private static Deed created(TaskView task, NodeView node) {
        return Deed.in(task.workspaceId(), "task.created", "task", task.id(), task.type())
                .with("node", node.name());
    }

    private NodeView accepting(Handle tx, Scope scope, NodeId nodeId) {
        NodeView node = nodes.read(tx, scope, nodeId);
        if (node.maintenance().on()) {
            throw Refusal.badRequest("Node " + node.name() + " is in maintenance mode and cannot accept new work.");
        }
        return node;
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

    private static void requireFits(JsonObject payload) {
        int length = payload.toString().length();
        if (length > LONGEST_PAYLOAD) {
            throw Refusal.tooLarge(
                    "payload must be at most %d characters as JSON (got %d); put large data where the node can fetch it"
                            .formatted(LONGEST_PAYLOAD, length));
        }
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
