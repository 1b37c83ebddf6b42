package io.noderax.protocol.log;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * What is missing at one place of a stream.
 *
 * @param bytes how many bytes the task wrote here that nobody has any more, above 0
 * @param lineFeeds how many of them were line feeds
 */
public record LogGap(long bytes, long lineFeeds, Reason reason) {
    static final int LENGTH = 8 + 8 + 1;

    /** Why bytes are missing. */
    public enum Reason {
        QUOTA(1, "the agent's journal was full (journal_quota)"),
        DISK(2, "the agent could not write to its disk"),
        DAMAGED(3, "the agent's journal was damaged on the disk"),
        REFUSED(4, "the control plane did not take them");

        private final int number;
        private final String words;

        Reason(int number, String words) {
            this.number = number;
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }

        /** For machines. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Reason of(int number) {
            for (Reason reason : values()) {
                if (reason.number == number) {
                    return reason;
                }
            }
            throw new BadFrame("reason of a gap must be 1 to 4 (got " + number + ")");
        }
    }

    public LogGap {
        if (bytes <= 0 || lineFeeds < 0 || lineFeeds > bytes) {
            throw new BadFrame("a gap must miss 1 byte or more, and no more line feeds than bytes (got " + bytes
                    + " bytes, " + lineFeeds + " line feeds)");
        }
    }

    /** The line that stands in the log for what is missing. */
    public String sentence() {
        String lines = lineFeeds == 1 ? "1 line" : lineFeeds + " lines";
        String all = bytes == 1 ? "1 byte" : bytes + " bytes";
        return "[noderax] " + lines + " (" + all + ") missing here: " + reason.words;
    }

    /** The two gaps as one, for the reason of the first. */
    public LogGap plus(LogGap next) {
        return new LogGap(bytes + next.bytes, lineFeeds + next.lineFeeds, reason);
    }

    ByteBuffer payload() {
        return ByteBuffer.allocate(LENGTH)
                .putLong(bytes)
                .putLong(lineFeeds)
                .put((byte) reason.number)
                .flip();
    }

    static LogGap read(ByteBuffer payload) {
        if (payload.remaining() != LENGTH) {
            throw new BadFrame("a gap must have " + LENGTH + " bytes (got " + payload.remaining() + ")");
        }
        ByteBuffer from = payload.duplicate();
        return new LogGap(from.getLong(), from.getLong(), Reason.of(from.get()));
    }
}
