package io.noderax.cli.tasks;

import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Extensions;
import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.task.CreateTask;
import io.noderax.protocol.task.TaskView;

/** A task that somebody has just made here: its log while it runs, how it ended, and what to exit with. */
public final class FollowedTask {
    private final Surroundings surroundings;
    private final Tasks tasks;
    private final Extensions extensions;
    private final boolean json;

    /** @param json print what the server sends, one object a line */
    public FollowedTask(Surroundings surroundings, Connection connection, Extensions extensions, boolean json) {
        this.surroundings = surroundings;
        this.tasks = new Tasks(connection);
        this.extensions = extensions;
        this.json = json;
    }

    /** Makes the task on the node. */
    public Received<TaskView> create(NodeView target, CreateTask task) {
        Received<TaskView> created = tasks.create(target.workspaceId(), task);
        say("task %s on %s".formatted(TaskWord.shortened(created.value()), target.name()));
        return created;
    }

    /** Prints its id, or the whole of it. */
    public int print(Received<TaskView> task) {
        if (json) {
            surroundings.screen().printJson(task.sent());
        } else {
            surroundings.screen().print(task.value().id().toString());
        }
        return 0;
    }

    /** Blocks until it has ended, or is left; gives the exit code. */
    public int follow(TaskView task) {
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

    /** Tells a person, not a program. */
    public void say(String sentence) {
        if (!json) {
            surroundings.screen().say("[noderax] " + sentence);
        }
    }
}
