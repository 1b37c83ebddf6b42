package io.noderax.agent.tasks;

import io.noderax.protocol.task.LogLine;

/** Cuts texts to what the wire takes, with a mark, and never through a surrogate pair. */
final class LogText {
    private LogText() {}

    /**
     * A line as the one-line route takes it: 1 to 5000 characters, a blank line is one space.
     *
     * @param skipped how many characters the line had after those of the text
     */
    static String fit(String text, long skipped) {
        if (text.isEmpty()) {
            return " ";
        }
        if (text.length() <= LogLine.LONGEST && skipped == 0) {
            return text;
        }
        return cut(text, text.length() + skipped, LogLine.LONGEST);
    }

    /** The beginning of a text, with a mark that says how long it was, if it is too long. */
    static String cut(String text, int longest) {
        return text.length() <= longest ? text : cut(text, text.length(), longest);
    }

    private static String cut(String text, long length, int longest) {
        String mark = "... [cut: " + length + " characters]";
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
