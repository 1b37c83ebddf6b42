package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Holds a task that has ended against what was to come of it. */
final class ChaosCheck {
    private final ChaosStage stage;
    private final ChaosResult result;
    private final Allowance allowance;

    ChaosCheck(ChaosStage stage, ChaosResult result, Allowance allowance) {
        this.stage = stage;
        this.result = result;
        this.allowance = allowance;
    }

    void check(String id, ChaosTask task) {
        JsonObject view = settled(id);
        int runs = task.runs();
        result.task(runs, took(view));
        String about = id + " (" + task.end() + ", exit " + task.exitCode() + ") is " + view.text("status") + " "
                + view.get("statusReason") + ", ran " + runs + " times";
        if (runs > 1) {
            result.doubled(about);
        }
        boolean unstarted = runs == 0 && allowance.unstarted().contains(reason(view));
        if (unstarted) {
            result.unstarted();
        }
        boolean excused = unstarted || allowance.failures().contains(reason(view));
        if (runs == 0 && !excused) {
            result.lost("never ran: " + about);
        }
        if (!excused && !endedRightly(view, task)) {
            result.wrongCode(about + ", result " + view.get("result"));
        }
        checkOutput(id, task, excused, about);
    }

    private JsonObject settled(String id) {
        ObservedLog log = stage.log(id);
        new WaitLoop("the log of task " + id + " is complete", Duration.ofMinutes(2))
                .until(() -> log.isSettled(stage.operator().task(id)));
        return stage.operator().task(id);
    }

    private static boolean endedRightly(JsonObject view, ChaosTask task) {
        String status = view.text("status");
        JsonObject ended = view.object("result");
        Object code = ended == null ? null : ended.get("exitCode");
        return switch (task.end()) {
            case EXIT, EXIT_WITH_BACKGROUND ->
                status.equals(task.exitCode() == 0 ? "success" : "failed")
                        && Long.valueOf(task.exitCode()).equals(code);
            case CANCELLED, CANCELLED_DEAF_TO_TERM -> status.equals("cancelled");
            case TIMED_OUT -> status.equals("failed") && reason(view).equals("timeout");
        };
    }

    private void checkOutput(String id, ChaosTask task, boolean excused, String about) {
        ObservedLog log = stage.log(id);
        SeenStream out = new SeenStream(log.visible(task.out()));
        SeenStream err = new SeenStream(log.visible(task.err()));
        log.read(id, out, err);
        result.gaps(out.gaps() + err.gaps());
        boolean mayBeShort = (excused && allowance.cutShort()) || !task.isReady();
        checkStream("stdout", out, mayBeShort, about);
        checkStream("stderr", err, mayBeShort, about);
    }

    private void checkStream(String name, SeenStream stream, boolean mayBeShort, String about) {
        if (!stream.difference().isEmpty()) {
            // Of what was cut short, the last line may be half a line, which a reader of lines sees as a whole one.
            if (!(mayBeShort && stream.isAtEnd())) {
                result.wrongBytes(name + ": " + stream.difference() + ": " + about);
            }
        } else if (stream.gaps() > 0 && !allowance.gaps()) {
            result.wrongBytes(name + " has " + stream.gaps() + " gaps, " + stream.missing() + " bytes: " + about);
        } else if (!mayBeShort && !stream.isAtEnd()) {
            result.wrongBytes(name + " ends after " + stream.seen() + " bytes: " + about);
        }
    }

    static String reason(JsonObject view) {
        JsonObject reason = view.object("statusReason");
        return reason == null ? "" : String.valueOf(reason.text("code"));
    }

    private static Duration took(JsonObject view) {
        String from = view.text("createdAt");
        String to = view.text("finishedAt");
        return to == null ? Duration.ZERO : Duration.between(instant(from), instant(to));
    }

    private static Instant instant(String text) {
        return Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text));
    }
}
