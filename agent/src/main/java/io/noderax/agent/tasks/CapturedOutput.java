package io.noderax.agent.tasks;

import io.noderax.agent.journal.AttemptLog;
import io.noderax.agent.journal.FrameReader;
import io.noderax.protocol.log.LineSplitter;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.SplitLine;
import io.noderax.protocol.task.Completion;
import java.io.IOException;

/**
 * The output for the completion: lines in the order of arrival, beginning and end kept, bounded. It is made from what the journal
 * keeps of the log when the task has ended. One thread.
 */
final class CapturedOutput {
    private static final int ROOM_FOR_MARK = 100;
    private static final int HEAD = (Completion.LONGEST_OUTPUT - ROOM_FOR_MARK) / 2;
    private static final int TAIL = (Completion.LONGEST_OUTPUT - ROOM_FOR_MARK) / 2;
    private static final String MARK = "\n[noderax: output is left out here; the log has it]\n";

    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private boolean headIsFull;
    private boolean leftOut;

    /** Reads the log, of which all that will come is on the disk. At most 200 000 characters. */
    static String of(AttemptLog log) throws IOException {
        CapturedOutput captured = new CapturedOutput();
        LineSplitter splitter = new LineSplitter();
        try (FrameReader frames = log.readFrom(0)) {
            for (LogFrame frame = frames.next(); frame != null; frame = frames.next()) {
                splitter.accept(frame, captured::append);
                long keptAgain = log.onDisk() - log.keptTail();
                if (frames.offset() >= log.keptHead() && frames.offset() < keptAgain) {
                    splitter = captured.skip(frames, keptAgain, splitter);
                }
            }
        }
        splitter.end(captured::append);
        return captured.text();
    }

    /** The same of a text. */
    static String of(String text) {
        CapturedOutput captured = new CapturedOutput();
        text.lines().forEach(line -> captured.append(line + "\n"));
        return captured.text();
    }

    /** Goes on in the part that is kept again; a line that is cut there begins with its rest. */
    private LineSplitter skip(FrameReader frames, long offset, LineSplitter before) throws IOException {
        before.end(this::append);
        headIsFull = true;
        leftOut = true;
        frames.seek(offset);
        return new LineSplitter();
    }

    void append(SplitLine line) {
        if (line.stream() == LogFrame.Kind.STDERR) {
            append("[stderr] ");
        }
        append(line.shown());
        append("\n");
    }

    String text() {
        trimTail();
        return leftOut ? head + MARK + tail : head.toString() + tail;
    }

    private void append(String text) {
        if (!headIsFull && head.length() + text.length() <= HEAD) {
            head.append(text);
            return;
        }
        headIsFull = true;
        tail.append(text);
        if (tail.length() > 2 * TAIL) {
            trimTail();
        }
    }

    private void trimTail() {
        int excess = tail.length() - TAIL;
        if (excess > 0) {
            int cut = LogText.boundary(tail, excess);
            tail.delete(0, cut < excess ? cut + 2 : cut);
            leftOut = true;
        }
    }
}
