package io.noderax.server.tasklogs;

import io.noderax.protocol.log.BadFrame;
import io.noderax.protocol.log.LogFrame;
import io.noderax.server.http.Refusal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Whole frames that follow each other, as an agent has sent them; there may be none. */
record FrameBatch(List<LogFrame> frames) {
    /** @throws Refusal 400 when the bytes are anything else */
    static FrameBatch read(ByteBuffer bytes) {
        List<LogFrame> frames = new ArrayList<>();
        try {
            LogFrame frame = LogFrame.next(bytes);
            while (frame != null) {
                require(frames, frame);
                frames.add(frame);
                frame = LogFrame.next(bytes);
            }
        } catch (BadFrame e) {
            throw refused(frames, String.valueOf(e.getMessage()));
        }
        if (bytes.hasRemaining()) {
            throw refused(frames, "the body ends within a frame (" + bytes.remaining() + " bytes are left)");
        }
        return new FrameBatch(frames);
    }

    long start() {
        return frames.isEmpty() ? 0 : frames.getFirst().offset();
    }

    private static void require(List<LogFrame> before, LogFrame frame) {
        if (!before.isEmpty() && frame.offset() != before.getLast().end()) {
            throw refused(
                    before,
                    "its offset must be %d, where the frame before ends (got %d)"
                            .formatted(before.getLast().end(), frame.offset()));
        }
        if (frame.end() < frame.offset()) {
            throw refused(before, "a log cannot be that long (its end is " + frame.end() + ")");
        }
    }

    private static Refusal refused(List<LogFrame> before, String why) {
        return Refusal.badRequest("frame " + (before.size() + 1) + ": " + why);
    }
}
