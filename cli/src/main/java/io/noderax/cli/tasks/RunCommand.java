package io.noderax.cli.tasks;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Extensions;
import io.noderax.cli.http.Received;
import io.noderax.cli.nodes.Nodes;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.task.CreateTask;
import io.noderax.protocol.task.TaskView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run}: a command on a node, as if it ran here. */
@Command(
        name = "run",
        description = {
            "Runs a shell command on a node and shows its output while it runs.",
            "The words after -- are joined by blanks and given to the node's /bin/sh, as ssh does."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0-255:that of the command; but:",
            "    1:also: it ran, but its end is not known (its node went down, for instance)",
            "    2:wrong options",
            "   75:following it was given up because the server was away; it may go on",
            "  124:it ran into its timeout",
            "  125:it was not run: refused, not startable, or not claimed before its queue timeout",
            "  130:it was cancelled (the first Ctrl-C cancels it, the second leaves it alone)"
        },
        footer = {
            "",
            "With --json each line of the log is printed as the server sent it, one JSON object a line,",
            "and the task as the last line; with --detach the task only."
        })
public final class RunCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "NODE", description = "id, name or hostname")
    private String node = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "what to run; put -- before it")
    private List<String> command = List.of();

    @Option(names = "--timeout", paramLabel = "TIME", description = "end it when it runs for longer, for instance 30s")
    private @Nullable Duration timeout;

    @Option(
            names = "--queue-timeout",
            paramLabel = "TIME",
            description = "fail it when its node has not taken it by then, for instance 1h (default: 24h)")
    private @Nullable Duration queueTimeout;

    @Option(names = "--root", description = "run it as root; the node's root access has to allow tasks")
    private boolean root;

    @Option(
            names = {"-d", "--detach"},
            description = "print the task's id and leave it running")
    private boolean detach;

    @Option(names = "--json", description = "print what the server sends, see below")
    private boolean json;

    public RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (String.join("", command).isBlank()) {
            throw new CommandFailure(2, "COMMAND must not be empty: there is nothing to run");
        }
        FollowedTask following;
        Received<TaskView> task;
        try {
            Connection connection = new Session(surroundings).open();
            Extensions extensions = Extensions.of(connection);
            following = new FollowedTask(surroundings, connection, extensions, json);
            task = create(connection, extensions, following);
        } catch (CallFailed e) {
            throw new CommandFailure(ExitCode.NOT_RUN, e.sentence());
        } catch (CommandFailure e) {
            throw new CommandFailure(ExitCode.NOT_RUN, e.sentence());
        }
        return detach ? following.print(task) : following.follow(task.value());
    }

    private Received<TaskView> create(Connection connection, Extensions extensions, FollowedTask following) {
        NodeView target = new Nodes(connection).meant(node);
        if (queueTimeout != null && !extensions.hasQueueTimeout()) {
            following.say("this server takes no --queue-timeout; it fails a waiting task after its own");
        }
        JsonObject payload = JsonObject.builder()
                .put("command", String.join(" ", command))
                .putIfPresent("runAsRoot", root ? true : null)
                .putIfPresent("rootScope", root ? "task" : null)
                .putIfPresent("timeout_seconds", timeout == null ? null : Math.max(1, timeout.toSeconds()))
                .build();
        Duration wait = extensions.hasQueueTimeout() ? queueTimeout : null;
        return following.create(target, new CreateTask(target.id(), "shell.exec", payload, null, wait));
    }
}
