package io.noderax.server.tasklogs;

import io.noderax.protocol.log.LogFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Frames up to a limit of bytes; the first is cut if it alone is too long. Belongs to one thread. */
final class FrameBuffer {
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long next;
    private boolean full;

    FrameBuffer(long from, int limit) {
        this.next = from;
        this.limit = limit;
    }

    /** Whether more fits. */
    boolean take(LogSegment segment) {
        segment.eachFrame(next, this::add);
        return !full;
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private void add(LogFrame frame) {
        if (full) {
            return;
        }
        if (bytes.size() + frame.size() <= limit) {
            write(frame);
        } else {
            full = true;
            if (bytes.size() == 0) {
                write(frame.first(Math.max(1, limit - LogFrame.HEADER)));
            }
        }
    }

    private void write(LogFrame frame) {
        ByteBuffer form = ByteBuffer.allocate(frame.size());
        frame.writeTo(form);
        bytes.writeBytes(form.array());
        next = frame.end();
    }
}
