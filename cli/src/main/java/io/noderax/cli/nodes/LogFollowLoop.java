package io.noderax.cli.nodes;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.StopSignals;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.logscan.LogPreview;
import io.noderax.protocol.task.TaskStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Follows a node's log: asks for what is new, again and again, from where the answer before ended. A node or a server that is away
 * is waited for; each line comes once.
 */
final class LogFollowLoop {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration BEHIND = Duration.ofMillis(50);
    private static final Duration AWAY = Duration.ofSeconds(5);

    private final NodeLogs logs;
    private final ShownLog shown;
    private final StopSignals signals;
    private @Nullable JsonObject cursor;
    private boolean away;

    LogFollowLoop(NodeLogs logs, ShownLog shown, StopSignals signals) {
        this.logs = logs;
        this.shown = shown;
        this.signals = signals;
    }

    /** Blocks until a signal comes, nobody reads any more, or the node refuses. */
    void follow() {
        Duration pause;
        do {
            pause = ask();
        } while (signals.await(pause) == null && !shown.isUnread());
    }

    /** Gives how long to wait. */
    private Duration ask() {
        try {
            return show(logs.since(cursor));
        } catch (CallFailed e) {
            if (!e.failure().isPassing()) {
                throw e;
            }
            return isAway(e.sentence());
        }
    }

    private Duration show(Received<LogPreview> answer) {
        LogPreview preview = answer.value();
        if (!preview.status().isFinal()) {
            return isAway("the node has not answered within 10 s");
        }
        if (preview.status() != TaskStatus.SUCCESS) {
            throw new CommandFailure(String.valueOf(preview.error()));
        }
        away = false;
        shown.show(answer);
        cursor = preview.cursor();
        return preview.truncated() && !preview.entries().isEmpty() && cursor != null ? BEHIND : PAUSE;
    }

    private Duration isAway(String sentence) {
        if (!away) {
            shown.say(sentence + "; trying again");
        }
        away = true;
        return AWAY;
    }
}
