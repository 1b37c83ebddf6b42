package io.noderax.cli.tasks;

import io.noderax.cli.http.Received;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.task.LogSummary;
import io.noderax.protocol.task.TaskView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code task}: everything that the server knows about one task. */
@Command(name = "task", description = "Shows one task with all that the server knows about it.")
public final class TaskCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "TASK", description = "id, or its first characters")
    private String task = "";

    @Option(names = "--json", description = "print the task as the server sent it")
    private boolean json;

    public TaskCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Received<TaskView> meant = TaskWord.meant(task, new Tasks(new Session(surroundings).open()));
        if (json) {
            surroundings.screen().printJson(meant.sent());
        } else {
            LogSummary log = meant.value().log();
            meant.sent()
                    .forEach(
                            (name, value) -> line(name, name.equals("log") && log != null ? LogWords.all(log) : value));
            line("used", ResourceWords.of(meant.sent().get("result")));
        }
        return 0;
    }

    private void line(String name, @org.jspecify.annotations.Nullable Object value) {
        if (value == null) {
            return;
        }
        String message = value instanceof JsonObject object ? object.text("message") : null;
        String text = message == null ? value.toString() : message;
        surroundings.screen().print("%-18s %s".formatted(name, text.indent(19).strip()));
    }
}
