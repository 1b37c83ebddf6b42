package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogFrame.Kind;
import io.noderax.protocol.log.SplitLine;
import io.noderax.protocol.task.LogRow;
import io.noderax.server.storage.PgText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Lines of the one-line route as frames, and lines of a log as rows. */
final class LineFrames {
    private static final long VERSION = 0x8000L;
    private static final long VARIANT = 1L << 63;

    private LineFrames() {}

    /** The line with its feed, or the agent's own words, at that place of the log. */
    static LogFrame frame(PendingLine pending, long offset) {
        Kind kind = kind(pending.line().stream());
        String text = PgText.clean(pending.line().line());
        byte[] bytes = (kind == Kind.SYSTEM ? text : text + '\n').getBytes(StandardCharsets.UTF_8);
        return LogFrame.of(kind, pending.at().toEpochMilli(), offset, bytes);
    }

    static LogRow row(TaskId task, long number, SplitLine line) {
        return row(task, number, line.stream(), line.shown(), Instant.ofEpochMilli(line.timeMillis()));
    }

    static LogRow row(PendingLine pending, long number) {
        Instant at = Instant.ofEpochMilli(pending.at().toEpochMilli());
        Kind kind = kind(pending.line().stream());
        return row(pending.task(), number, kind, PgText.clean(pending.line().line()), at);
    }

    private static LogRow row(TaskId task, long number, Kind kind, String message, Instant at) {
        String level = switch (kind) {
            case STDOUT -> "stdout";
            case STDERR -> "stderr";
            case SYSTEM, STDOUT_GAP, STDERR_GAP -> "info";
        };
        return new LogRow(id(task, number), task, level, message, at, at, number);
    }

    /** Always the same for the same line; a UUID of version 8. */
    private static UUID id(TaskId task, long number) {
        UUID of = task.value();
        long high = (of.getMostSignificantBits() & ~0xF000L) | VERSION;
        long low = ((of.getLeastSignificantBits() + number) & (Long.MAX_VALUE >>> 1)) | VARIANT;
        return new UUID(high, low);
    }

    private static Kind kind(String stream) {
        return switch (stream) {
            case "stdout" -> Kind.STDOUT;
            case "stderr" -> Kind.STDERR;
            default -> Kind.SYSTEM;
        };
    }
}
