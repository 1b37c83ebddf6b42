package io.noderax.protocol.log;

/**
 * A line of a log.
 *
 * @param stream {@code STDOUT}, {@code STDERR}, or {@code SYSTEM} for the agent's words and for gaps
 * @param timeMillis when its end arrived, in milliseconds since 1970
 * @param text its first {@link LineSplitter#KEPT} bytes at most, without its end; a NUL is U+2400, bytes that are no UTF-8 are U+FFFD
 * @param skippedBytes how many bytes follow in the line that are not in the text
 */
public record SplitLine(LogFrame.Kind stream, long timeMillis, String text, long skippedBytes) {
    /** The text, with a mark at its end when some of the line is left out. */
    public String shown() {
        return skippedBytes == 0 ? text : text + "... [cut: " + skippedBytes + " bytes]";
    }
}
