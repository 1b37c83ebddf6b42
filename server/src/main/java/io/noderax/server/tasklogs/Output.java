package io.noderax.server.tasklogs;

import io.noderax.protocol.task.LogState;
import java.nio.ByteBuffer;

/** Frames of a log, with where the log ends and how complete it is. */
record Output(ByteBuffer frames, long end, LogState state) {
    /** Whether there is something to read, or nothing to wait for. */
    boolean isNews() {
        return frames.hasRemaining() || !state.mayGrow();
    }
}
