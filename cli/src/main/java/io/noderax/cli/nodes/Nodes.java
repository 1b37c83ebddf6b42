package io.noderax.cli.nodes;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Query;
import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Uuids;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.rootaccess.SetRootAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The nodes of a server (wire contract, 3.4). */
public final class Nodes {
    private static final int PAGE = 100;

    private final Connection connection;

    public Nodes(Connection connection) {
        this.connection = connection;
    }

    /** All nodes, newest first; with a text only those whose name or hostname holds it. */
    public List<Received<NodeView>> list(@Nullable String search) {
        List<Received<NodeView>> nodes = new ArrayList<>();
        List<Received<NodeView>> page;
        do {
            Query query = Query.of("/nodes")
                    .with("search", search)
                    .with("limit", PAGE)
                    .with("offset", nodes.size());
            page = connection.getAll(query, NodeView::read);
            nodes.addAll(page);
        } while (page.size() == PAGE);
        return nodes;
    }

    /** The node with this id, with all that the server sent. */
    public Received<NodeView> get(NodeId id) {
        return connection.get(Query.of("/nodes/{}", id), NodeView::read);
    }

    /** Sets what may run as root; gives the node as it is then. */
    Received<NodeView> setRootAccess(NodeView node, SetRootAccess wanted) {
        Query query = Query.of("/workspaces/{}/nodes/{}/root-access", node.workspaceId(), node.id());
        return connection.post(query, wanted, NodeView::read);
    }

    /** The node with this id; null when there is none. */
    public @Nullable NodeView byId(UUID id) {
        try {
            return connection.get(Query.of("/nodes/{}", id), NodeView::read).value();
        } catch (CallFailed e) {
            if (e.isRefusedWith(404)) {
                return null;
            }
            throw e;
        }
    }

    /**
     * The one node that a person means by an id, a name or a hostname.
     *
     * @throws CommandFailure when there is none, or more than one
     */
    public NodeView meant(String wanted) {
        UUID id = Uuids.parse(wanted);
        NodeView node = id == null ? null : byId(id);
        if (node != null) {
            return node;
        }
        List<NodeView> candidates = list(wanted).stream().map(Received::value).toList();
        return switch (NodeMatch.of(wanted, candidates)) {
            case NodeMatch.One one -> one.node();
            case NodeMatch.None _ ->
                throw new CommandFailure(
                        "no node has the id, name or hostname \"%s\"; `noderax nodes` lists them".formatted(wanted));
            case NodeMatch.Several several -> throw new CommandFailure(ambiguous(wanted, several.nodes()));
        };
    }

    private static String ambiguous(String wanted, List<NodeView> nodes) {
        StringBuilder sentence = new StringBuilder("\"" + wanted + "\" means several nodes; use the id of one:");
        for (NodeView node : nodes) {
            sentence.append("\n  %s  %s (hostname %s)".formatted(node.id(), node.name(), node.hostname()));
        }
        return sentence.toString();
    }
}
