package io.noderax.agent.journal;

import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogFrame.Kind;
import io.noderax.protocol.log.LogGap;
import io.noderax.protocol.log.LogGap.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a log could not take since its last frame, counted by stream. One thread. */
public final class MissedBytes {
    /** How much room the frames that tell of it take at most. */
    static final int LARGEST_FORM = 2 * (LogFrame.HEADER + 17);

    private @Nullable LogGap output;
    private @Nullable LogGap error;

    /** Counts the bytes; their reason is that of the first ones that are missing in the stream. */
    public void add(Kind stream, ByteBuffer bytes, Reason reason) {
        add(stream, new LogGap(bytes.remaining(), lineFeeds(bytes), reason));
    }

    /** Counts what was missing before. */
    public void add(Kind stream, LogGap gap) {
        if (stream == Kind.STDERR || stream == Kind.STDERR_GAP) {
            error = error == null ? gap : error.plus(gap);
        } else {
            output = output == null ? gap : output.plus(gap);
        }
    }

    public boolean isEmpty() {
        return output == null && error == null;
    }

    /** How many bytes are missing. */
    long bytes() {
        return (output == null ? 0 : output.bytes()) + (error == null ? 0 : error.bytes());
    }

    /** The frames that tell of it, from that offset on. */
    public List<LogFrame> frames(long timeMillis, long offset) {
        List<LogFrame> frames = new ArrayList<>(2);
        long at = offset;
        if (output != null) {
            frames.add(LogFrame.gap(Kind.STDOUT, timeMillis, at, output));
            at += output.bytes();
        }
        if (error != null) {
            frames.add(LogFrame.gap(Kind.STDERR, timeMillis, at, error));
        }
        return frames;
    }

    void clear() {
        output = null;
        error = null;
    }

    private static long lineFeeds(ByteBuffer bytes) {
        long count = 0;
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            count += bytes.get(i) == '\n' ? 1 : 0;
        }
        return count;
    }
}
