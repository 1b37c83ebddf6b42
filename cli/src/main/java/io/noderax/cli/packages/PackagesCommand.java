package io.noderax.cli.packages;

import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Extensions;
import io.noderax.cli.http.Query;
import io.noderax.cli.http.Received;
import io.noderax.cli.nodes.Nodes;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.SpanOfTime;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.cli.terminal.Table;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.packages.PackageEntry;
import io.noderax.protocol.packages.PackageWork;
import io.noderax.protocol.packages.PackageWork.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code node packages}: what is installed on a node. */
@Command(
        name = "packages",
        description = {
            "Lists what is installed on a node, from what the server keeps; a list that is too old is asked for anew.",
            "With --search it lists what can be installed."
        })
public final class PackagesCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NODE", description = "id, name or hostname")
    private String node = "";

    @Option(names = "--search", paramLabel = "TERM", description = "what the node's package sources have for this word")
    private @Nullable String search;

    @Option(names = "--filter", paramLabel = "TEXT", description = "only those whose name holds this")
    private @Nullable String filter;

    @Option(names = "--upgradable", description = "only those with a newer version")
    private boolean upgradable;

    @Option(names = "--refresh", description = "ask the node anew")
    private boolean refresh;

    @Option(names = "--json", description = "print the answer as the server sent it")
    private boolean json;

    public PackagesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (search != null && (refresh || upgradable)) {
            throw new CommandFailure(2, "--search goes with neither --refresh nor --upgradable");
        }
        Connection connection = new Session(surroundings).open();
        NodeView target = new Nodes(connection).meant(node);
        Received<PackageWork> work = connection.get(query(connection, target), PackageWork::read);
        if (json) {
            surroundings.screen().printJson(work.sent());
            return work.value().outcome() == null ? 1 : 0;
        }
        Outcome outcome = work.value().outcome();
        if (outcome == null) {
            throw new CommandFailure("%s has not answered yet (%s); task %s goes on"
                    .formatted(target.name(), why(work.value()), work.value().taskId()));
        }
        return shown(work.value(), outcome);
    }

    private Query query(Connection connection, NodeView target) {
        if (search != null) {
            return Query.of("/workspaces/{}/packages/search", target.workspaceId())
                    .with("nodeId", target.id())
                    .with("term", search);
        }
        // A server that keeps nothing asks each time, and refuses the word.
        boolean anew = refresh && Extensions.of(connection).hasPackageInventory();
        return Query.of("/workspaces/{}/nodes/{}/packages", target.workspaceId(), target.id())
                .with("refresh", anew ? true : null);
    }

    private int shown(PackageWork work, Outcome outcome) {
        Screen screen = surroundings.screen();
        List<PackageEntry> packages =
                outcome.packages().stream().filter(this::isWanted).toList();
        if (!packages.isEmpty()) {
            table(packages).lines(UnaryOperator.identity()).forEach(screen::print);
        }
        if (outcome.takenAt() != null) {
            Duration age =
                    Duration.between(outcome.takenAt(), surroundings.clock().instant());
            String state = outcome.stale() ? "; it may be different by now" + reason(work) : "";
            screen.say("[noderax] %d of %d packages, as the node said %s ago%s"
                    .formatted(packages.size(), outcome.packages().size(), SpanOfTime.rounded(age), state));
        }
        if (outcome.error() != null) {
            throw new CommandFailure("the node could not say it: " + outcome.error());
        }
        if (packages.isEmpty() && outcome.takenAt() == null) {
            screen.say("[noderax] nothing found");
        }
        return 0;
    }

    private boolean isWanted(PackageEntry entry) {
        return (filter == null || entry.name().toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT)))
                && (!upgradable || entry.availableVersion() != null);
    }

    private Table table(List<PackageEntry> packages) {
        Table table = search == null
                ? new Table("NAME", "VERSION", "NEWER", "ARCH", "DESCRIPTION")
                : new Table("NAME", "VERSION", "DESCRIPTION");
        for (PackageEntry entry : packages) {
            if (search == null) {
                table.add(
                        entry.name(),
                        text(entry.version()),
                        text(entry.availableVersion()),
                        text(entry.architecture()),
                        text(entry.description()));
            } else {
                table.add(entry.name(), text(entry.version()), text(entry.description()));
            }
        }
        return table;
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static String reason(PackageWork work) {
        return work.statusReason() == null ? "" : " (" + work.statusReason().message() + ')';
    }

    private static String why(PackageWork work) {
        return work.statusReason() == null
                ? work.status().wireName()
                : work.statusReason().message();
    }
}
