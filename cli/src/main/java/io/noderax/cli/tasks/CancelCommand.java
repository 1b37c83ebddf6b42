package io.noderax.cli.tasks;

import io.noderax.cli.http.Received;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.protocol.task.TaskView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cancel}: asks for the end of a task. */
@Command(
        name = "cancel",
        description =
                "Cancels a task. One that runs is ended by its node, which takes a few seconds; `logs --follow` waits for it.")
public final class CancelCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "TASK", description = "id, or its first characters")
    private String task = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, kept with the task")
    private String reason = "cancelled from the command line";

    @Option(names = "--json", description = "print the task as the server sent it")
    private boolean json;

    public CancelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Tasks tasks = new Tasks(new Session(surroundings).open());
        TaskView meant = TaskWord.meant(task, tasks).value();
        Received<TaskView> cancelled = tasks.cancel(meant, reason);
        if (json) {
            surroundings.screen().printJson(cancelled.sent());
            return 0;
        }
        TaskStatus status = cancelled.value().status();
        String name = TaskWord.shortened(meant);
        surroundings
                .screen()
                .say(
                        meant.status().isFinal()
                                ? "task %s had ended before: %s".formatted(name, status.wireName())
                                : status.isFinal()
                                        ? "task %s is cancelled".formatted(name)
                                        : "task %s is asked to end".formatted(name));
        return 0;
    }
}
