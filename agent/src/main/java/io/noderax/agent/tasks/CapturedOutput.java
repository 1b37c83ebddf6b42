package io.noderax.agent.tasks;

import io.noderax.agent.journal.OutputLine.Stream;
import io.noderax.protocol.task.Completion;

/** The output for the completion: lines in the order of arrival, beginning and end kept, bounded. One thread. */
final class CapturedOutput {
    private static final int ROOM_FOR_MARK = 100;
    private static final int HEAD = (Completion.LONGEST_OUTPUT - ROOM_FOR_MARK) / 2;
    private static final int TAIL = (Completion.LONGEST_OUTPUT - ROOM_FOR_MARK) / 2;

    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private long dropped;

    void append(Stream stream, String text, long skipped) {
        if (stream == Stream.STDERR) {
            append("[stderr] ");
        }
        append(text);
        if (skipped > 0) {
            append("... [cut: " + (text.length() + skipped) + " characters]");
        }
        append("\n");
    }

    /** At most 200 000 characters. */
    String text() {
        trimTail();
        if (dropped == 0) {
            return head.toString() + tail;
        }
        return head + "\n[noderax: " + dropped + " characters are left out here; the log has them]\n" + tail;
    }

    private void append(String text) {
        if (tail.isEmpty() && head.length() + text.length() <= HEAD) {
            head.append(text);
            return;
        }
        tail.append(text);
        if (tail.length() > 2 * TAIL) {
            trimTail();
        }
    }

    private void trimTail() {
        int excess = tail.length() - TAIL;
        if (excess > 0) {
            int cut = LogText.boundary(tail, excess);
            int end = cut < excess ? cut + 2 : cut;
            tail.delete(0, end);
            dropped += end;
        }
    }
}
