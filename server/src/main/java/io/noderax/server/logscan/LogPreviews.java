package io.noderax.server.logscan;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.logscan.AskLogPreview;
import io.noderax.protocol.logscan.LogPreset;
import io.noderax.protocol.logscan.LogPreview;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.audit.Audit;
import io.noderax.server.audit.Deed;
import io.noderax.server.auth.Operator;
import io.noderax.server.http.Caller;
import io.noderax.server.nodes.Nodes;
import io.noderax.server.storage.Database;
import io.noderax.server.tasks.InternalTasks;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Asks a node for the end of one of its logs, and waits a while for what it says. */
@Singleton
class LogPreviews {
    /** As the reference waits. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final JsonObject PREVIEW = limits(500, 64 * 1024);
    private static final JsonObject MONITOR = limits(2000, 256 * 1024);

    private final Database database;
    private final Nodes nodes;
    private final InternalTasks tasks;
    private final Audit audit;

    LogPreviews(Database database, Nodes nodes, InternalTasks tasks, Audit audit) {
        this.database = database;
        this.nodes = nodes;
        this.tasks = tasks;
        this.audit = audit;
    }

    List<LogPreset> presets(Scope scope, NodeId node) {
        database.run(db -> nodes.read(db, scope, node));
        return LogPreset.ALL;
    }

    /** The answer comes when the node has answered, or when the time is over. */
    CompletionStage<LogPreview> preview(
            Scope scope, Operator operator, NodeId nodeId, AskLogPreview asked, Caller caller) {
        NodeView node = database.run(db -> nodes.read(db, scope, nodeId));
        boolean root = asked.runAsRoot() == null
                ? node.rootAccess().appliedProfile().allows("operational")
                : asked.runAsRoot();
        TaskView task = tasks.ask(scope, operator, nodeId, "log.scan", payload(asked, root));
        if (asked.cursor() == null) {
            noteReading(node, asked, root);
        }
        return tasks.ended(scope, task, LONGEST_WAIT, caller).thenApply(end -> PreviewWords.of(asked.preset(), end));
    }

    /** Once, and not for each question of somebody who follows. */
    private void noteReading(NodeView node, AskLogPreview asked, boolean root) {
        Deed deed = Deed.in(node.workspaceId(), "node.logs.read", "node", node.id(), node.name())
                .with("preset", asked.preset().id())
                .with("runAsRoot", root);
        database.inTransaction(tx -> audit.note(tx, deed));
    }

    private static JsonObject payload(AskLogPreview asked, boolean root) {
        return JsonObject.builder()
                .put("mode", asked.monitor() ? "monitor" : "preview")
                .put(
                        "limits",
                        (asked.monitor() ? MONITOR : PREVIEW)
                                .toBuilder().put("backfillLines", asked.lines()).build())
                .put("runAsRoot", root)
                .putIfPresent("rootScope", root ? "operational" : null)
                .put("sourcePresetId", asked.preset().id())
                .putIfPresent("cursor", asked.cursor())
                .build();
    }

    private static JsonObject limits(int lines, int bytes) {
        return JsonObject.builder()
                .put("maxLines", lines)
                .put("maxBytes", bytes)
                .build();
    }
}
