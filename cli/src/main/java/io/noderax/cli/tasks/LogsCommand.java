package io.noderax.cli.tasks;

import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Extensions;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.StopSignals;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.task.TaskView;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: what a task has written, and on wish what it goes on writing. */
@Command(
        name = "logs",
        description =
                "Shows a task's output, byte for byte where the task wrote it: standard output or standard error.",
        footer = {"", "With --json each line is printed as the server sent it, one JSON object a line."})
public final class LogsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "TASK", description = "id, or its first characters")
    private String task = "";

    @Option(
            names = {"-f", "--follow"},
            description = "go on until the task ends; Ctrl-C leaves the task alone")
    private boolean follow;

    @Option(
            names = {"-n", "--tail"},
            paramLabel = "N",
            description = "only the last N lines, and what follows them")
    private @Nullable Long last;

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
        LogTail tail = tail(tasks, meant, extensions, output);
        if (follow) {
            // Nothing is taken over here: Ctrl-C ends this process and leaves the task alone.
            FollowLoop loop =
                    new FollowLoop(tasks, output, new StopSignals(), surroundings.clock(), Pace.of(extensions));
            if (loop.follow(meant, tail) instanceof Ending.Lost lost) {
                throw new CommandFailure(ExitCode.LOST, lost.why().sentence());
            }
        } else {
            tail.read(Duration.ZERO);
        }
        String missing = tail.missing();
        if (missing != null) {
            surroundings.screen().say("[noderax] " + missing);
        }
        return 0;
    }

    private LogTail tail(Tasks tasks, TaskView meant, Extensions extensions, TaskOutput output) {
        if (last == null) {
            return LogTail.of(tasks, meant, extensions, output);
        }
        if (last < 0) {
            throw new CommandFailure(2, "--tail must be 0 or more, got " + last);
        }
        if (!extensions.hasLogBatches()) {
            output.say("this server does not tell how long a log is; all that it hands out is shown");
            return LogTail.of(tasks, meant, extensions, output);
        }
        long lines = meant.log() == null ? 0 : meant.log().lines();
        return LogTail.after(tasks, meant, Math.max(0, lines - last), output);
    }
}
