package io.noderax.cli.tasks;

import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Extensions;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.StopSignals;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.task.TaskView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: what a task has written, and on wish what it goes on writing. */
@Command(
        name = "logs",
        description = "Shows a task's output, each line where the task wrote it: standard output or standard error.",
        footer = {"", "With --json each line is printed as the server sent it, one JSON object a line."})
public final class LogsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "TASK", description = "id, or its first characters")
    private String task = "";

    @Option(
            names = {"-f", "--follow"},
            description = "go on until the task ends; Ctrl-C leaves the task alone")
    private boolean follow;

    @Option(names = "--json", description = "print what the server sends, see below")
    private boolean json;

    public LogsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Connection connection = new Session(surroundings).open();
        Tasks tasks = new Tasks(connection);
        TaskView meant = TaskWord.meant(task, tasks).value();
        Extensions extensions = Extensions.of(connection);
        TaskOutput output = new TaskOutput(surroundings.screen(), json);
        LogTail tail = LogTail.of(tasks, meant, extensions.hasLogCursor());
        if (follow) {
            // Nothing is taken over here: Ctrl-C ends this process and leaves the task alone.
            FollowLoop loop =
                    new FollowLoop(tasks, output, new StopSignals(), surroundings.clock(), Pace.of(extensions));
            if (loop.follow(meant, tail) instanceof Ending.Lost lost) {
                throw new CommandFailure(ExitCode.LOST, lost.why().sentence());
            }
        } else {
            tail.read(output::row);
        }
        String missing = tail.missing();
        if (missing != null) {
            surroundings.screen().say("[noderax] " + missing);
        }
        return 0;
    }
}
