package io.noderax.agent.tasks;

import io.noderax.protocol.log.SplitLine;
import io.noderax.protocol.task.LogLine;
import java.nio.charset.StandardCharsets;

/** Cuts texts to what the wire takes, with a mark, and never through a surrogate pair. */
final class LogText {
    private LogText() {}

    /** A line as the one-line route takes it: 1 to 5000 characters, a blank line is one space. */
    static String fit(SplitLine line) {
        String text = line.text();
        if (line.skippedBytes() > 0) {
            long bytes = text.getBytes(StandardCharsets.UTF_8).length + line.skippedBytes();
            return cut(text, LogLine.LONGEST, "... [cut: " + bytes + " bytes]");
        }
        return text.isEmpty() ? " " : cut(text, LogLine.LONGEST);
    }

    /** The beginning of a text, with a mark that says how long it was, if it is too long. */
    static String cut(String text, int longest) {
        return text.length() <= longest ? text : cut(text, longest, "... [cut: " + text.length() + " characters]");
    }

    private static String cut(String text, int longest, String mark) {
        return text.substring(0, boundary(text, Math.min(text.length(), longest - mark.length()))) + mark;
    }

    /** The index, or the one before it when it stands inside a surrogate pair. */
    static int boundary(CharSequence text, int index) {
        boolean inside = index > 0
                && index < text.length()
                && Character.isHighSurrogate(text.charAt(index - 1))
                && Character.isLowSurrogate(text.charAt(index));
        return inside ? index - 1 : index;
    }
}
