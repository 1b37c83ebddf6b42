package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.LogEnd;
import io.noderax.protocol.task.LogState;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The row that stands for a log as a whole.
 *
 * @param ended the task's end was reported
 * @param end the offset behind the last frame
 * @param lines that have ended
 * @param openLines that have begun and not ended: one a stream at most
 * @param carry what {@link io.noderax.protocol.log.LineSplitter} has to know to go on
 * @param smallSegments how many small ones have come since they were merged
 * @param expected where it ends, if the agent has said so
 */
record LogHead(
        TaskId task,
        LogState state,
        boolean ended,
        long end,
        long lines,
        int openLines,
        long stdoutBytes,
        long stderrBytes,
        long missingBytes,
        ByteBuffer carry,
        int smallSegments,
        @Nullable LogEnd expected) {
    /** That of a task which has not written anything. */
    static LogHead none(TaskId task, LogState state) {
        return new LogHead(task, state, false, 0, 0, 0, 0, 0, 0, ByteBuffer.allocate(0), 0, null);
    }

    /** Whether nothing follows: a line that has begun is a line then. */
    boolean isWhole() {
        return ended && (expected == null || end >= expected.end());
    }

    /** All lines that can be read. */
    long readableLines() {
        return state == LogState.EXPIRED ? 0 : lines + (isWhole() ? openLines : 0);
    }

    boolean isDueForProof() {
        return state == LogState.RECEIVING && isWhole();
    }
}
