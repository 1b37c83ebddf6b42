package io.noderax.cli.top;

import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Query;
import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.task.TaskView;
import io.noderax.protocol.telemetry.MetricView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the fleet over REST: nodes, their newest samples, what runs (wire contract, 3.4, 3.6 and 3.8). */
final class FleetSource {
    private static final int PAGE = 100;

    /** A node whose samples are not among the newest of all is asked for by itself; so many, because each is a call. */
    private static final int MOST_SINGLE = 40;

    private final Connection connection;
    private final @Nullable String workspace;

    private FleetSource(Connection connection, @Nullable String workspace) {
        this.connection = connection;
        this.workspace = workspace;
    }

    /**
     * Of all workspaces, or of the one with that id, slug or name.
     *
     * @throws CommandFailure when there is no such workspace
     */
    static FleetSource of(Connection connection, @Nullable String wanted) {
        if (wanted == null) {
            return new FleetSource(connection, null);
        }
        for (Received<String> found : connection.getAll(Query.of("/workspaces"), fields -> fields.text("id", 1, 64))) {
            JsonObject sent = found.sent();
            if (wanted.equals(sent.text("id"))
                    || wanted.equals(sent.text("slug"))
                    || wanted.equals(sent.text("name"))) {
                return new FleetSource(connection, found.value());
            }
        }
        throw new CommandFailure("no workspace has the id, slug or name \"" + wanted + "\"");
    }

    /** Brings the fleet up to date. */
    void read(Fleet fleet) {
        List<NodeView> nodes = pages("/nodes", null, NodeView::read);
        fleet.nodes(nodes);
        fleet.running(pages("/tasks", "running", TaskView::read));
        Set<NodeId> measured = new HashSet<>();
        samples(null, PAGE).reversed().forEach(sample -> {
            measured.add(sample.nodeId());
            fleet.sample(sample);
        });
        nodes.stream()
                .filter(node -> node.status().equals("online") && !measured.contains(node.id()))
                .limit(MOST_SINGLE)
                .forEach(node -> samples(node.id(), 2).reversed().forEach(fleet::sample));
    }

    private List<MetricView> samples(@Nullable NodeId node, int limit) {
        String route = workspace == null ? "/platform-metrics" : "/metrics";
        return values(query(route).with("nodeId", node).with("limit", limit), MetricView::read);
    }

    private <T> List<T> pages(String route, @Nullable String status, Function<Fields, T> form) {
        List<T> all = new ArrayList<>();
        List<T> page;
        do {
            page = values(
                    query(route).with("status", status).with("limit", PAGE).with("offset", all.size()), form);
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    private <T> List<T> values(Query query, Function<Fields, T> form) {
        return connection.getAll(query, form).stream().map(Received::value).toList();
    }

    private Query query(String route) {
        return workspace == null ? Query.of(route) : Query.of("/workspaces/{}" + route, workspace);
    }
}
