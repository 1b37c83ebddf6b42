package io.noderax.protocol.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a task's log: bytes of one stream that arrived together, the agent's own words, or a gap. It has the same form on the
 * agent's disk and on the wire, big endian: CRC32C of all that follows (4 bytes), kind (1), length of the payload (4), time (8),
 * offset (8), payload.
 *
 * @param timeMillis when it arrived, in milliseconds since 1970
 * @param offset its place in the log; a log grows by the bytes of each frame, and by those that a gap misses
 * @param payload read only; 1 to {@link #LARGEST_PAYLOAD} bytes
 */
public record LogFrame(Kind kind, long timeMillis, long offset, ByteBuffer payload) {
    /** The content type of frames. */
    public static final String MEDIA_TYPE = "application/vnd.noderax.log";

    public static final int LARGEST_PAYLOAD = 64 * 1024;
    public static final int HEADER = 4 + 1 + 4 + 8 + 8;

    private static final int LENGTH_AT = 5;

    /** What a frame holds. */
    public enum Kind {
        STDOUT(1),
        STDERR(2),
        /** One line of the agent's own words: UTF-8 without a line feed. */
        SYSTEM(3),
        STDOUT_GAP(4),
        STDERR_GAP(5);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        public boolean isGap() {
            return this == STDOUT_GAP || this == STDERR_GAP;
        }

        /** The kind of a gap in this stream. */
        public Kind gap() {
            return this == STDERR || this == STDERR_GAP ? STDERR_GAP : STDOUT_GAP;
        }

        private static Kind of(int number) {
            for (Kind kind : values()) {
                if (kind.number == number) {
                    return kind;
                }
            }
            throw new BadFrame("kind of a frame must be 1 to 5 (got " + number + ")");
        }
    }

    public LogFrame {
        payload = payload.slice().asReadOnlyBuffer();
        if (offset < 0 || payload.remaining() < 1 || payload.remaining() > LARGEST_PAYLOAD) {
            throw new BadFrame("a frame must have an offset of 0 or more and 1 to " + LARGEST_PAYLOAD
                    + " bytes (got offset " + offset + ", " + payload.remaining() + " bytes)");
        }
        if (kind.isGap()) {
            LogGap.read(payload);
        }
    }

    public static LogFrame of(Kind kind, long timeMillis, long offset, byte[] payload) {
        return new LogFrame(kind, timeMillis, offset, ByteBuffer.wrap(payload));
    }

    /** @param stream the stream in which the bytes are missing */
    public static LogFrame gap(Kind stream, long timeMillis, long offset, LogGap gap) {
        return new LogFrame(stream.gap(), timeMillis, offset, gap.payload());
    }

    /** The payload of a gap. */
    public LogGap gap() {
        return LogGap.read(payload);
    }

    @Override
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    /** A copy of the payload. */
    public byte[] bytes() {
        byte[] copy = new byte[payload.remaining()];
        payload.duplicate().get(copy);
        return copy;
    }

    /** How far the log reaches with this frame. */
    public long end() {
        return offset + (kind.isGap() ? gap().bytes() : payload.remaining());
    }

    /** How many bytes its form takes. */
    public int size() {
        return HEADER + payload.remaining();
    }

    /** The part from that offset on; what a gap misses is shortened likewise. */
    public LogFrame from(long start) {
        if (start <= offset) {
            return this;
        }
        if (kind.isGap()) {
            LogGap gap = gap();
            long left = end() - start;
            return gap(kind, timeMillis, start, new LogGap(left, Math.min(gap.lineFeeds(), left), gap.reason()));
        }
        return new LogFrame(kind, timeMillis, start, payload.slice((int) (start - offset), (int) (end() - start)));
    }

    /** The first bytes only; a gap and what is no longer stay as they are. */
    public LogFrame first(int bytes) {
        return kind.isGap() || payload.remaining() <= bytes
                ? this
                : new LogFrame(kind, timeMillis, offset, payload.slice(0, bytes));
    }

    /** The same bytes at another place of a log. */
    public LogFrame at(long start) {
        return new LogFrame(kind, timeMillis, start, payload);
    }

    /** Appends the form; the buffer must have room for {@link #size}. */
    public void writeTo(ByteBuffer out) {
        int start = out.position();
        out.putInt(0)
                .put((byte) kind.number)
                .putInt(payload.remaining())
                .putLong(timeMillis)
                .putLong(offset);
        out.put(payload.duplicate());
        out.putInt(start, checksum(out, start + 4, out.position()));
    }

    /**
     * Takes the next frame; its payload is a view of the buffer, not a copy.
     *
     * @return null when what is left is not a whole frame: then the position does not move
     * @throws BadFrame when it is none
     */
    public static @Nullable LogFrame next(ByteBuffer in) {
        if (in.remaining() < HEADER) {
            return null;
        }
        int start = in.position();
        int length = in.getInt(start + LENGTH_AT);
        if (length < 1 || length > LARGEST_PAYLOAD) {
            throw new BadFrame("length of a frame must be 1 to " + LARGEST_PAYLOAD + " (got " + length + ")");
        }
        if (in.remaining() < HEADER + length) {
            return null;
        }
        if (in.getInt(start) != checksum(in, start + 4, start + HEADER + length)) {
            throw new BadFrame("checksum of a frame is wrong");
        }
        Kind kind = Kind.of(in.get(start + 4));
        LogFrame frame =
                new LogFrame(kind, in.getLong(start + 9), in.getLong(start + 17), in.slice(start + HEADER, length));
        in.position(start + HEADER + length);
        return frame;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogFrame frame
                && kind == frame.kind
                && timeMillis == frame.timeMillis
                && offset == frame.offset
                && payload.equals(frame.payload);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new long[] {kind.number, timeMillis, offset, payload.hashCode()});
    }

    private static int checksum(ByteBuffer bytes, int from, int to) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.slice(from, to - from));
        return (int) checksum.getValue();
    }
}
