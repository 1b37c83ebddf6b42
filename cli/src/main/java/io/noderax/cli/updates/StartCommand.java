package io.noderax.cli.updates;

import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Received;
import io.noderax.cli.nodes.Nodes;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.update.CreateRollout;
import io.noderax.protocol.update.ReleaseView;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code updates start}: brings a version to nodes, one after another, and shows how it goes. */
@Command(
        name = "start",
        description = {
            "Brings a release to nodes, one after another, and shows how it goes; a failed node pauses it.",
            "Ctrl-C leaves it running."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:all nodes run the version",
            "  1:not begun, or paused by a node that failed",
            "  2:wrong options",
            "130:left while it was running"
        })
public final class StartCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NODE", arity = "0..*", description = "ids, names or hostnames, in this order")
    private List<String> nodes = List.of();

    @Option(names = "--all", description = "all nodes that run another version")
    private boolean all;

    @Option(names = "--version", paramLabel = "V", description = "which version (default: the latest release)")
    private @Nullable String version;

    @Option(names = "--rollback", description = "V may be older than what a node runs")
    private boolean rollback;

    @Option(names = "--detach", description = "do not wait for it")
    private boolean detach;

    @Option(names = "--json", description = "print the rollout as the server sent it last")
    private boolean json;

    public StartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (all == !nodes.isEmpty()) {
            throw new CommandFailure(2, "name the nodes, or take --all");
        }
        if (rollback && version == null) {
            throw new CommandFailure(2, "--rollback needs --version V");
        }
        Connection connection = new Session(surroundings).open();
        Updates updates = new Updates(connection);
        List<NodeId> meant = meant(new Nodes(connection), updates);
        return RolloutEnd.of(
                updates.create(new CreateRollout(meant, version, rollback ? true : null)),
                updates,
                surroundings,
                json,
                detach);
    }

    private List<NodeId> meant(Nodes known, Updates updates) {
        if (!all) {
            return nodes.stream().map(node -> known.meant(node).id()).distinct().toList();
        }
        String wanted = version == null ? latest(updates) : version;
        List<NodeId> outdated = known.list(null).stream()
                .map(Received::value)
                .filter(node -> !wanted.equals(node.versions().agent()))
                .map(NodeView::id)
                .toList();
        if (outdated.isEmpty()) {
            throw new CommandFailure("all nodes run version " + wanted + " already");
        }
        return outdated;
    }

    private static String latest(Updates updates) {
        ReleaseView latest = updates.summary().value().latestRelease();
        if (latest == null) {
            throw new CommandFailure("the server has no release");
        }
        return latest.version();
    }
}
