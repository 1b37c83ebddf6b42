package io.noderax.agent.tasks;

import io.noderax.agent.journal.FrameReader;
import io.noderax.agent.journal.MissedBytes;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogGap.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Frames of a log that follow each other.
 *
 * @param bytes their forms
 * @param end the offset behind the last one
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, and never compared
record FrameBatch(byte[] bytes, long start, long end) {
    /** The usual size of a full batch. */
    static final int LARGEST = 1024 * 1024;

    /** The size while nobody knows whether the server is there: it is made again for each try. */
    static final int PROBE = 16 * 1024;

    private static final int FIRST_ROOM = 1024;

    /**
     * Those that are there.
     *
     * @param most with the first frame that makes it this large, it is full
     * @param waiting how many bytes of the log are there, so that room is taken for these and not more
     */
    static FrameBatch gather(FrameReader frames, int most, long waiting) throws IOException {
        long start = frames.offset();
        long room = Math.min(waiting, most) + Math.min(waiting, LogFrame.LARGEST_PAYLOAD) + FIRST_ROOM;
        ByteBuffer forms = ByteBuffer.allocate((int) room);
        while (forms.position() < most) {
            LogFrame frame = frames.next();
            if (frame == null) {
                break;
            }
            forms = append(frame, forms);
        }
        return new FrameBatch(Arrays.copyOf(forms.array(), forms.position()), start, frames.offset());
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Gaps of the same length in their place; the agent's own words stay. */
    FrameBatch asGap() {
        MissedBytes missed = new MissedBytes();
        ByteBuffer words = ByteBuffer.allocate(FIRST_ROOM);
        long time = 0;
        ByteBuffer forms = ByteBuffer.wrap(bytes);
        for (LogFrame frame = LogFrame.next(forms); frame != null; frame = LogFrame.next(forms)) {
            time = frame.timeMillis();
            if (frame.kind() == LogFrame.Kind.SYSTEM) {
                words = append(frame, words);
            } else if (frame.kind().isGap()) {
                missed.add(frame.kind(), frame.gap());
            } else {
                missed.add(frame.kind(), frame.payload(), Reason.REFUSED);
            }
        }
        ByteBuffer all = ByteBuffer.allocate(FIRST_ROOM);
        long at = start;
        for (LogFrame gap : missed.frames(time, start)) {
            all = append(gap, all);
            at = gap.end();
        }
        words.flip();
        for (LogFrame frame = LogFrame.next(words); frame != null; frame = LogFrame.next(words)) {
            all = append(frame.at(at), all);
            at += frame.payload().remaining();
        }
        return new FrameBatch(Arrays.copyOf(all.array(), all.position()), start, end);
    }

    private static ByteBuffer append(LogFrame frame, ByteBuffer forms) {
        ByteBuffer room = forms;
        if (frame.size() > forms.remaining()) {
            room = ByteBuffer.allocate(Math.max(2 * forms.capacity(), forms.position() + frame.size()));
            room.put(forms.flip());
        }
        frame.writeTo(room);
        return room;
    }
}
