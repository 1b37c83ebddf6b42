package io.noderax.server.tasklogs;

import io.noderax.protocol.log.LogFrame;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Writes the bytes of one stream of a log, as the task wrote them, without holding more than a few pieces. */
@Singleton
class LogDownload {
    private final LogScan scan;

    LogDownload(LogScan scan) {
        this.scan = scan;
    }

    /** Writes what stands of that stream between the query's offsets; what is stored later does not count. */
    void write(LogHead head, OutputQuery query, OutputStream out) {
        long from = query.offsetIn(head.end());
        long limit = query.limit() == null ? Long.MAX_VALUE - from : query.limit();
        Cursor cursor = new Cursor(from, Math.min(head.end(), from + limit), query, out);
        if (cursor.next < cursor.end) {
            scan.fromOffset(head.task(), from, cursor::take);
        }
    }

    /** Belongs to one thread. */
    private static final class Cursor {
        private final long end;
        private final OutputQuery query;
        private final OutputStream out;
        private long next;

        Cursor(long next, long end, OutputQuery query, OutputStream out) {
            this.next = next;
            this.end = end;
            this.query = query;
            this.out = out;
        }

        boolean take(LogSegment segment) {
            segment.eachFrame(next, this::write);
            return next < end;
        }

        private void write(LogFrame frame) {
            if (frame.offset() >= end) {
                return;
            }
            if (frame.kind() == query.stream()) {
                write(frame.payload(), (int) Math.min(frame.payload().remaining(), end - frame.offset()));
            }
            next = frame.end();
        }

        private void write(ByteBuffer payload, int length) {
            byte[] bytes = new byte[length];
            payload.get(bytes);
            try {
                out.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
