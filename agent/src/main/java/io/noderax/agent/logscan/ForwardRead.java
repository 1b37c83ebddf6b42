package io.noderax.agent.logscan;

import io.noderax.agent.loops.StopSignal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The lines of a file from where the last scan ended. A line whose end is not written yet is left for the next time. */
final class ForwardRead {
    private static final int BLOCK = 16 * 1024;

    /** So far the end of a line that is longer than all limits is looked for. */
    private static final long LONGEST_SEARCH = 64L * 1024 * 1024;

    private final OpenLog log;
    private final ScanLimits limits;
    private final StopSignal stop;
    private final List<String> lines = new ArrayList<>();
    private final LineBuffer line = new LineBuffer();
    private final long start;
    private final byte[] block = new byte[BLOCK];
    private long position;
    private long next;
    /** Within a line that a scan before has given as far as it could. */
    private boolean skipping;

    ForwardRead(OpenLog log, long offset, ScanLimits limits, StopSignal stop) {
        this.log = log;
        this.limits = limits;
        this.stop = stop;
        this.start = offset;
        this.position = offset;
        this.next = offset;
    }

    Stretch read() throws IOException {
        skipping = !log.isLineStart(start);
        while (position < log.size() && mayRead() && !stop.isStopped()) {
            int length = (int) Math.min(Math.min(BLOCK, limits.bytes()), log.size() - position);
            if (log.read(position, block, 0, length) < length) {
                throw new IOException("the file became shorter while it was read");
            }
            take(length);
            position += length;
        }
        boolean longer = position - next > limits.bytes();
        if (lines.isEmpty() && longer) {
            giveBeginning();
        }
        boolean more = lines.size() == limits.lines() ? next < log.size() : position < log.size();
        return new Stretch(lines, next, position - start, more || longer);
    }

    private boolean mayRead() {
        boolean inside = next == start;
        long most = inside ? LONGEST_SEARCH : limits.bytes();
        return lines.size() < limits.lines() && position - start < most;
    }

    private void take(int length) {
        int from = 0;
        for (int i = 0; i < length && lines.size() < limits.lines(); i++) {
            if (block[i] == '\n') {
                end(from, i);
                from = i + 1;
                next = position + from;
            }
        }
        if (!skipping && lines.size() < limits.lines()) {
            line.add(block, from, length);
        }
    }

    private void end(int from, int to) {
        if (skipping) {
            skipping = false;
            return;
        }
        line.add(block, from, to);
        lines.add(line.take());
    }

    /** A line that is too long to wait for its end: the rest is passed over by the scans that follow. */
    private void giveBeginning() {
        if (!skipping) {
            lines.add(line.take());
        }
        next = position;
    }
}
