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
        Connection connection;
        Extensions extensions;
        Received<TaskView> task;
        try {
            connection = new Session(surroundings).open();
            extensions = Extensions.of(connection);
            task = create(connection, extensions);
        } catch (CallFailed e) {
            throw new CommandFailure(ExitCode.NOT_RUN, e.sentence());
        } catch (CommandFailure e) {
            throw new CommandFailure(ExitCode.NOT_RUN, e.sentence());
        }
        return detach ? printed(task) : followed(task.value(), new Tasks(connection), extensions);
    }

    private Received<TaskView> create(Connection connection, Extensions extensions) {
        NodeView target = new Nodes(connection).meant(node);
        if (queueTimeout != null && !extensions.hasQueueTimeout()) {
            say("this server takes no --queue-timeout; it fails a waiting task after its own");
        }
        JsonObject payload = JsonObject.builder()
                .put("command", String.join(" ", command))
                .putIfPresent("runAsRoot", root ? true : null)
                .putIfPresent("rootScope", root ? "task" : null)
                .putIfPresent("timeout_seconds", timeout == null ? null : Math.max(1, timeout.toSeconds()))
                .build();
        Duration wait = extensions.hasQueueTimeout() ? queueTimeout : null;
        Received<TaskView> task = new Tasks(connection)
                .create(target.workspaceId(), new CreateTask(target.id(), "shell.exec", payload, null, wait));
        say("task %s on %s".formatted(TaskWord.shortened(task.value()), target.name()));
        return task;
    }

    private int printed(Received<TaskView> task) {
        if (json) {
            surroundings.screen().printJson(task.sent());
        } else {
            surroundings.screen().print(task.value().id().toString());
        }
        return 0;
    }

    private int followed(TaskView task, Tasks tasks, Extensions extensions) {
        surroundings.signals().take("INT", "TERM");
        TaskOutput output = new TaskOutput(surroundings.screen(), json);
        LogTail tail = LogTail.of(tasks, task, extensions, output);
        FollowLoop loop =
                new FollowLoop(tasks, output, surroundings.signals(), surroundings.clock(), Pace.of(extensions));
        return switch (loop.follow(task, tail)) {
            case Ending.Final end -> ended(end.task(), tail);
            case Ending.Left _ -> left(task);
            case Ending.Lost lost ->
                throw new CommandFailure(
                        ExitCode.LOST,
                        "gave up following task %s: %s"
                                .formatted(task.id(), lost.why().sentence()));
        };
    }

    private int ended(Received<TaskView> task, LogTail tail) {
        String missing = tail.missing();
        if (missing != null) {
            say(missing);
        }
        int code = ExitCode.of(task.value());
        if (json) {
            surroundings.screen().printJson(task.sent());
        } else if (code != 0) {
            say(ExitCode.sentence(task.value()));
        }
        return code;
    }

    private int left(TaskView task) {
        say("left; see what becomes of it with `%s logs %s --follow`"
                .formatted(surroundings.command(), TaskWord.shortened(task)));
        return ExitCode.CANCELLED;
    }

    private void say(String sentence) {
        if (!json) {
            surroundings.screen().say("[noderax] " + sentence);
        }
    }
}
