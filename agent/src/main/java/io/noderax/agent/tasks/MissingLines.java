package io.noderax.agent.tasks;

import io.noderax.protocol.log.SplitLine;

/** Lines that could not be delivered since the last one that was. One thread. */
final class MissingLines {
    private long lines;
    private String reason = "";

    /** @param why of the last one is the reason of all */
    void add(SplitLine line, String why) {
        lines++;
        reason = why;
    }

    boolean isEmpty() {
        return lines == 0;
    }

    String sentence() {
        return "[noderax] " + lines + (lines == 1 ? " line is" : " lines are") + " missing here: " + reason;
    }

    void clear() {
        lines = 0;
    }
}
