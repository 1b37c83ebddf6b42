package io.noderax.server.realtime;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.socketio.server.Peer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A browser's socket: who is behind it and what it watches. Safe for several threads. */
public final class ConsoleSession {
    private static final Logger LOG = Logger.getLogger(ConsoleSession.class);

    private final Peer peer;
    private final Set<WorkspaceId> workspaces = ConcurrentHashMap.newKeySet();
    private final Set<NodeId> nodes = ConcurrentHashMap.newKeySet();
    private volatile ConsoleGate.Viewer viewer;
    private volatile @Nullable Set<NodeId> measured;

    ConsoleSession(Peer peer, ConsoleGate.Viewer viewer) {
        this.peer = peer;
        this.viewer = viewer;
        workspaces.addAll(viewer.workspaces());
    }

    public String id() {
        return peer.id();
    }

    public ConsoleGate.Viewer viewer() {
        return viewer;
    }

    /** False when the socket is closed or its buffer is full: the event is not sent. */
    public boolean send(String event, JsonObject body) {
        return peer.emit(event, Json.print(body));
    }

    boolean sendText(String event, String json) {
        return peer.emit(event, json);
    }

    /** Whether it takes more at once; what is only news may be left out while it does not. */
    public boolean isWritable() {
        return peer.isWritable();
    }

    void cut(String reason) {
        LOG.infof("a browser's socket is cut userId=%s reason=%s", viewer.user(), reason);
        peer.disconnectClient();
    }

    /** Takes up what the person may see now: what is lost is not watched any more, a new workspace is. */
    void update(ConsoleGate.Viewer now) {
        Set<WorkspaceId> before = viewer.workspaces();
        viewer = now;
        workspaces.removeIf(workspace -> !now.workspaces().contains(workspace));
        now.workspaces().stream()
                .filter(workspace -> !before.contains(workspace))
                .forEach(workspaces::add);
    }

    /** Whether it watches the workspace or the node, and may. */
    boolean watches(WorkspaceId workspace, @Nullable NodeId node) {
        return viewer.workspaces().contains(workspace)
                && (workspaces.contains(workspace) || (node != null && nodes.contains(node)));
    }

    /** From now on it is sent the measures of these nodes alone, of those that it watches. */
    public void takeMeasuresOf(Set<NodeId> chosen) {
        measured = Set.copyOf(chosen);
    }

    /** Of all that it watches, as at its beginning. */
    public void takeMeasuresOfAll() {
        measured = null;
    }

    boolean takesMeasuresOf(NodeId node) {
        Set<NodeId> chosen = measured;
        return chosen == null || chosen.contains(node);
    }

    void watch(WorkspaceId workspace) {
        workspaces.add(workspace);
    }

    void unwatch(WorkspaceId workspace) {
        workspaces.remove(workspace);
    }

    void watch(NodeId node) {
        nodes.add(node);
    }

    void unwatch(NodeId node) {
        nodes.remove(node);
    }
}
