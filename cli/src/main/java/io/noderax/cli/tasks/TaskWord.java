package io.noderax.cli.tasks;

import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.protocol.json.Uuids;
import io.noderax.protocol.task.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** How people name tasks: by the id, or by its beginning, as lists show it. */
final class TaskWord {
    /** So much of an id is shown in lists. */
    static final int SHOWN = 8;

    private static final Pattern BEGINNING = Pattern.compile("[0-9a-f-]{4,36}");

    /** How far back a beginning is looked for. */
    private static final int LATEST = 1000;

    private TaskWord() {}

    static String shortened(TaskView task) {
        return task.id().toString().substring(0, SHOWN);
    }

    /**
     * The task that is meant.
     *
     * @throws CommandFailure when there is none, or more than one
     */
    static Received<TaskView> meant(String wanted, Tasks tasks) {
        UUID id = Uuids.parse(wanted);
        if (id != null) {
            return tasks.get(id);
        }
        String beginning = wanted.toLowerCase(Locale.ROOT);
        if (!BEGINNING.matcher(beginning).matches()) {
            throw new CommandFailure(
                    "\"%s\" is no task; give an id or at least its first 4 characters, as `noderax tasks` shows them"
                            .formatted(wanted));
        }
        return only(beginning, startingWith(beginning, tasks));
    }

    private static List<Received<TaskView>> startingWith(String beginning, Tasks tasks) {
        List<Received<TaskView>> found = new ArrayList<>();
        for (int offset = 0; offset < LATEST; offset += Tasks.PAGE) {
            List<Received<TaskView>> page = tasks.list(null, null, Tasks.PAGE, offset);
            for (Received<TaskView> task : page) {
                if (task.value().id().toString().startsWith(beginning)) {
                    found.add(task);
                }
            }
            if (page.size() < Tasks.PAGE) {
                break;
            }
        }
        return found;
    }

    private static Received<TaskView> only(String beginning, List<Received<TaskView>> found) {
        if (found.isEmpty()) {
            throw new CommandFailure("none of the last %d tasks has an id that starts with %s; give the whole id"
                    .formatted(LATEST, beginning));
        }
        if (found.size() > 1) {
            StringBuilder sentence =
                    new StringBuilder("several tasks start with " + beginning + "; give more of the id:");
            found.forEach(task -> sentence.append("\n  ").append(task.value().id()));
            throw new CommandFailure(sentence.toString());
        }
        return found.getFirst();
    }
}
