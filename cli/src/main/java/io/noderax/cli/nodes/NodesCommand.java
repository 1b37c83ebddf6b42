package io.noderax.cli.nodes;

import io.noderax.cli.http.Received;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.SpanOfTime;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.cli.terminal.Table;
import io.noderax.protocol.node.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nodes}: the machines, and whether they are there. */
@Command(name = "nodes", description = "Lists the nodes, newest first.")
public final class NodesCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--search", paramLabel = "TEXT", description = "only those whose name or hostname holds this")
    private @Nullable String search;

    @Option(names = "--json", description = "print the array of nodes that the server sent")
    private boolean json;

    public NodesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<Received<NodeView>> nodes = new Nodes(new Session(surroundings).open()).list(search);
        Screen screen = surroundings.screen();
        if (json) {
            screen.printJson(nodes.stream().map(Received::sent).toList());
        } else if (nodes.isEmpty()) {
            screen.say("No nodes; on a machine that shall join, type `noderax-agent enroll`");
        } else {
            table(nodes).lines(screen::status).forEach(screen::print);
        }
        return 0;
    }

    private Table table(List<Received<NodeView>> nodes) {
        Table table = new Table("NAME", "HOSTNAME", "STATUS", "SEEN", "OS", "ARCH", "AGENT", "ID");
        for (Received<NodeView> received : nodes) {
            NodeView node = received.value();
            table.add(
                    node.name(),
                    node.hostname(),
                    node.maintenance().on() ? node.status() + " (maintenance)" : node.status(),
                    ago(node.lastSeenAt()),
                    node.os(),
                    node.arch(),
                    Objects.requireNonNullElse(node.versions().agent(), ""),
                    node.id().toString());
        }
        return table;
    }

    private String ago(@Nullable Instant seen) {
        return seen == null
                ? "never"
                : SpanOfTime.rounded(Duration.between(seen, surroundings.clock().instant())) + " ago";
    }
}
