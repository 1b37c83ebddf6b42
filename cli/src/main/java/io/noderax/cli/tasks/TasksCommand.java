package io.noderax.cli.tasks;

import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Received;
import io.noderax.cli.nodes.Nodes;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.SpanOfTime;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.cli.terminal.Table;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.protocol.task.TaskView;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tasks}: what was asked for lately, and what became of it. */
@Command(name = "tasks", description = "Lists tasks, newest first.")
public final class TasksCommand implements Callable<Integer> {
    private static final int LONGEST_COMMAND = 40;

    private final Surroundings surroundings;

    @Option(names = "--node", paramLabel = "NODE", description = "only those of this node")
    private @Nullable String node;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "only these: queued, accepted, running, success, failed, cancelled")
    private @Nullable String status;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "at most so many, 1 to 100 (default: 20)")
    private int limit;

    @Option(names = "--json", description = "print the array of tasks that the server sent")
    private boolean json;

    public TasksCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > Tasks.PAGE) {
            throw new CommandFailure(2, "--limit must be 1 to " + Tasks.PAGE + ", got " + limit);
        }
        TaskStatus wanted = status();
        Connection connection = new Session(surroundings).open();
        Nodes nodes = new Nodes(connection);
        NodeId of = node == null ? null : nodes.meant(node).id();
        List<Received<TaskView>> tasks = new Tasks(connection).list(of, wanted, limit, 0);
        Screen screen = surroundings.screen();
        if (json) {
            screen.printJson(tasks.stream().map(Received::sent).toList());
        } else if (tasks.isEmpty()) {
            screen.say("No tasks; type `%s run NODE -- COMMAND`".formatted(surroundings.command()));
        } else {
            table(tasks, nodes).lines(screen::status).forEach(screen::print);
        }
        return 0;
    }

    private @Nullable TaskStatus status() {
        if (status == null) {
            return null;
        }
        TaskStatus known = TaskStatus.BY_NAME.get(status.toLowerCase(Locale.ROOT));
        if (known == null) {
            throw new CommandFailure(
                    2, "--status must be one of %s, got %s".formatted(TaskStatus.BY_NAME.keySet(), status));
        }
        return known;
    }

    private Table table(List<Received<TaskView>> tasks, Nodes nodes) {
        Map<NodeId, String> names = new HashMap<>();
        nodes.list(null)
                .forEach(seen -> names.put(seen.value().id(), seen.value().name()));
        Table table = new Table("TASK", "NODE", "STATUS", "AGE", "LOG", "COMMAND", "WHY");
        for (Received<TaskView> received : tasks) {
            TaskView task = received.value();
            table.add(
                    TaskWord.shortened(task),
                    names.getOrDefault(task.nodeId(), task.nodeId().toString()),
                    task.status().wireName(),
                    SpanOfTime.rounded(Duration.between(
                            task.createdAt(), surroundings.clock().instant())),
                    LogWords.brief(task),
                    command(task),
                    why(task));
        }
        return table;
    }

    private static String command(TaskView task) {
        String command = Objects.requireNonNullElse(task.payload().text("command"), task.type());
        return command.length() <= LONGEST_COMMAND ? command : command.substring(0, LONGEST_COMMAND - 3) + "...";
    }

    private static String why(TaskView task) {
        return task.status() == TaskStatus.SUCCESS ? "" : ExitCode.sentence(task);
    }
}
