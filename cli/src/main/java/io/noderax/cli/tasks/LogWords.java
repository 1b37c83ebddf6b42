package io.noderax.cli.tasks;

import io.noderax.protocol.task.LogSummary;
import io.noderax.protocol.task.TaskView;
import org.jspecify.annotations.Nullable;

/** What people are told of a log as a whole. */
final class LogWords {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private LogWords() {}

    /** For a row of a list: the size, and the state when it is not as it should be. */
    static String brief(TaskView task) {
        LogSummary log = task.log();
        if (log == null) {
            return "";
        }
        return switch (log.state()) {
            case OPEN, LINES, COMPLETE -> size(log.bytes());
            case EXPIRED -> "expired";
            case RECEIVING, GAPS, DAMAGED ->
                size(log.bytes()) + ", " + log.state().wireName();
        };
    }

    /** All that is known. */
    static String all(LogSummary log) {
        String here = "%s: %d lines, %d bytes".formatted(log.state().wireName(), log.lines(), log.bytes());
        return log.missingBytes() == 0 ? here : here + "; " + missing(log);
    }

    /** What whoever has read the log of a task that has ended must know; null when it is as it should be. */
    static @Nullable String fault(TaskView task) {
        LogSummary log = task.log();
        if (log == null || !task.status().isFinal()) {
            return null;
        }
        return switch (log.state()) {
            case COMPLETE, LINES -> null;
            case GAPS -> "the log is not complete: " + missing(log);
            case DAMAGED -> "the log is damaged: what is stored is not what the task wrote";
            case OPEN, RECEIVING ->
                "the log is not complete yet: %d bytes are here, the node still has the rest".formatted(log.bytes());
            case EXPIRED -> "the log was deleted because of its age";
        };
    }

    private static String missing(LogSummary log) {
        return "%d lines (%d bytes) are missing".formatted(log.missingLines(), log.missingBytes());
    }

    private static String size(long bytes) {
        double rest = bytes;
        int unit = 0;
        while (rest >= 999.5 && unit < UNITS.length - 1) {
            rest /= 1000;
            unit++;
        }
        boolean fraction = unit > 0 && rest < 9.95;
        return String.format(java.util.Locale.ROOT, fraction ? "%.1f %s" : "%.0f %s", rest, UNITS[unit]);
    }
}
