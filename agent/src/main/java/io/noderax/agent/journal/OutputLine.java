package io.noderax.agent.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a task's output, or a gap in it.
 *
 * @param time when it arrived, to the millisecond
 * @param text without line feed
 * @param lines how many lines of the task it stands for: 1, or for a gap all that are missing
 */
public record OutputLine(Stream stream, Instant time, String text, long lines) {
    /** Where a line came from. */
    public enum Stream {
        STDOUT('o'),
        STDERR('e'),
        /** The agent's own words. */
        SYSTEM('s');

        private final char sign;

        Stream(char sign) {
            this.sign = sign;
        }

        /** The name on the wire. */
        public String wireName() {
            return switch (this) {
                case STDOUT -> "stdout";
                case STDERR -> "stderr";
                case SYSTEM -> "system";
            };
        }
    }

    /** A line of the task itself. */
    public static OutputLine of(Stream stream, Instant time, String text) {
        return new OutputLine(stream, time, text, 1);
    }

    /** Says in the agent's words that lines are missing here. */
    public static OutputLine gap(Instant time, long lines, String reason) {
        String text = "[noderax] " + lines + (lines == 1 ? " line is" : " lines are") + " missing here: " + reason;
        return new OutputLine(Stream.SYSTEM, time, text, lines);
    }

    String toRecord() {
        return stream.sign + " " + time.toEpochMilli() + " " + lines + " " + text;
    }

    /** Null when the text is no such record. */
    static @Nullable OutputLine parse(String record) {
        int timeEnd = record.indexOf(' ', 2);
        int linesEnd = timeEnd < 0 ? -1 : record.indexOf(' ', timeEnd + 1);
        Stream stream = record.isEmpty() ? null : stream(record.charAt(0));
        if (linesEnd < 0 || stream == null) {
            return null;
        }
        try {
            Instant time = Instant.ofEpochMilli(Long.parseLong(record, 2, timeEnd, 10));
            long lines = Long.parseLong(record, timeEnd + 1, linesEnd, 10);
            return new OutputLine(stream, time, record.substring(linesEnd + 1), lines);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Stream stream(char sign) {
        for (Stream stream : Stream.values()) {
            if (stream.sign == sign) {
                return stream;
            }
        }
        return null;
    }
}
