package io.noderax.cli.tasks;

import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.Screen;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.task.LogRow;
import io.noderax.protocol.task.StatusReason;
import io.noderax.protocol.task.TaskView;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Shows a task as it goes: its lines where it wrote them, and on standard error why it waits. Belongs to one thread. */
final class TaskOutput {
    private final Screen screen;
    private final boolean json;
    private @Nullable String saidLast;

    /** @param json each row as the server sent it, and nothing about waiting */
    TaskOutput(Screen screen, boolean json) {
        this.screen = screen;
        this.json = json;
    }

    void row(Received<LogRow> received) {
        if (json) {
            screen.printJson(received.sent());
            return;
        }
        LogRow row = received.value();
        switch (row.level()) {
            case "stdout" -> screen.print(row.message());
            case "stderr" -> screen.printError(row.message());
            default -> screen.printError("[noderax] " + row.message());
        }
    }

    /** Shows what is in the frame, byte for byte where the task wrote it. */
    void frame(LogFrame frame) {
        switch (frame.kind()) {
            case STDOUT -> screen.write(frame.bytes());
            case STDERR -> screen.writeError(frame.bytes());
            case SYSTEM -> screen.say("[noderax] " + new String(frame.bytes(), StandardCharsets.UTF_8));
            case STDOUT_GAP, STDERR_GAP -> screen.say(frame.gap().sentence());
        }
    }

    /** Says why the task stands where it stands, when that is news and it has not started. */
    void waiting(TaskView task) {
        if (task.startedAt() != null || task.status().isFinal()) {
            return;
        }
        StatusReason reason = task.statusReason();
        say(reason == null ? task.status().wireName() : reason.message());
    }

    boolean isJson() {
        return json;
    }

    /** Says a sentence unless it was the last one said. */
    void say(String sentence) {
        if (!json && !sentence.equals(saidLast)) {
            screen.say("[noderax] " + sentence);
            saidLast = sentence;
        }
    }

    boolean isUnread() {
        return screen.isGone();
    }
}
