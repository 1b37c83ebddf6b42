package io.noderax.cli.nodes;

import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Extensions;
import io.noderax.cli.http.Received;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.SpanOfTime;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.rootaccess.RootProfile;
import io.noderax.protocol.rootaccess.SetRootAccess;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code node root}: what may run as root on a node. */
@Command(
        name = "root",
        description = {
            "Shows what may run as root on a node; with PROFILE, sets it.",
            "PROFILE is off, or which of the three may use root: operational (packages, reboot, the agent's service),",
            "task (shell tasks), terminal, two of them (operational_task, operational_terminal, task_terminal), or all."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done; with --wait: applied by the node",
            " 1:not done, or not applied (the node could not, or did not say so in time)",
            " 2:wrong options"
        })
public final class RootCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "NODE", description = "id, name or hostname")
    private String node = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "PROFILE", description = "what to set")
    private @Nullable String profile;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "go back to off by itself after this time, for instance 2h")
    private @Nullable Duration span;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, kept with the node and in the audit log")
    private @Nullable String reason;

    @Option(names = "--wait", description = "wait until the node has applied it, a minute at most")
    private boolean wait;

    @Option(names = "--json", description = "print the node as the server sent it")
    private boolean json;

    public RootCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        SetRootAccess wanted = wanted();
        Connection connection = new Session(surroundings).open();
        Nodes nodes = new Nodes(connection);
        NodeView meant = nodes.meant(node);
        if (wanted == null) {
            return shown(nodes.get(meant.id()));
        }
        if ((span != null || reason != null) && !Extensions.of(connection).hasRootAccessExpiry()) {
            throw new CommandFailure("this server takes neither --for nor --reason; nothing was changed");
        }
        Received<NodeView> set = nodes.setRootAccess(meant, wanted);
        return wait
                ? waited(new RootWaitLoop(nodes, surroundings.signals(), surroundings.clock()).await(set))
                : shown(set);
    }

    private @Nullable SetRootAccess wanted() {
        if (profile == null) {
            if (span != null || reason != null || wait) {
                throw new CommandFailure(2, "--for, --reason and --wait go with a PROFILE to set");
            }
            return null;
        }
        RootProfile known = RootProfile.BY_NAME.get(profile);
        if (known == null) {
            throw new CommandFailure(
                    2,
                    "PROFILE must be one of %s (got \"%s\")"
                            .formatted(String.join(", ", RootProfile.BY_NAME.keySet()), profile));
        }
        if (span != null && span.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new CommandFailure(2, "--for must be at least 1s");
        }
        return new SetRootAccess(known, null, span, reason);
    }

    private int shown(Received<NodeView> received) {
        if (json) {
            surroundings.screen().printJson(received.sent());
        } else {
            RootWords words = new RootWords(surroundings.clock().instant());
            words.lines(received.value()).forEach(surroundings.screen()::print);
        }
        return 0;
    }

    private int waited(Received<NodeView> received) {
        shown(received);
        NodeView.RootAccess root = received.value().rootAccess();
        if (root.syncStatus().equals("applied")) {
            return 0;
        }
        surroundings
                .screen()
                .say(
                        root.syncStatus().equals("failed")
                                ? "noderax: the node could not apply it"
                                : "noderax: the node has not applied it yet; it will when it is back (waited %s)"
                                        .formatted(SpanOfTime.rounded(RootWaitLoop.LONGEST)));
        return 1;
    }
}
