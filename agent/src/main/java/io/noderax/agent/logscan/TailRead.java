package io.noderax.agent.logscan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The last lines of a file, read backwards from its end: as many blocks as they take, whatever its size. */
final class TailRead {
    private static final int BLOCK = 16 * 1024;

    private final OpenLog log;
    private final int wanted;
    private final boolean leaveOpenLine;
    private final long end;
    private final byte[] region;
    private int from;

    /** @param leaveOpenLine whether a last line without an end is none yet */
    TailRead(OpenLog log, ScanLimits limits, boolean leaveOpenLine) {
        this.log = log;
        this.wanted = limits.tail();
        this.leaveOpenLine = leaveOpenLine;
        this.end = log.size();
        this.region = new byte[(int) Math.min(limits.bytes(), end)];
        this.from = region.length;
    }

    /** @throws IOException also when the file became shorter meanwhile */
    Stretch read() throws IOException {
        // One more than wanted: the last one may have no end, and may not count.
        int missing = wanted + 1;
        while (from > 0 && missing > 0) {
            missing -= readBlock();
        }
        return lines();
    }

    /** Gives the number of line ends in the block. */
    private int readBlock() throws IOException {
        int length = Math.min(BLOCK, from);
        from -= length;
        if (log.read(offset(from), region, from, length) < length) {
            throw new IOException("the file became shorter while it was read");
        }
        int ends = 0;
        for (int i = from; i < from + length; i++) {
            ends += region[i] == '\n' ? 1 : 0;
        }
        return ends;
    }

    private Stretch lines() throws IOException {
        int first = log.isLineStart(offset(from)) ? from : afterNextEnd(from);
        if (first < 0) {
            return new Stretch(List.of(fragment(region.length)), end, region.length - from, true);
        }
        List<String> lines = new ArrayList<>();
        int start = first;
        for (int stop = afterNextEnd(start); stop > 0; stop = afterNextEnd(start)) {
            lines.add(line(start, stop - 1));
            start = stop;
        }
        int next = start;
        if (start < region.length && !leaveOpenLine) {
            lines.add(line(start, region.length));
        }
        boolean onlyFragment = lines.isEmpty() && first > from;
        if (onlyFragment) {
            lines.add(fragment(first - 1));
        }
        boolean truncated = onlyFragment || (lines.size() < wanted && offset(from) > 0);
        List<String> last = lines.subList(Math.max(0, lines.size() - wanted), lines.size());
        return new Stretch(List.copyOf(last), offset(next), region.length - from, truncated);
    }

    /** The index after the next line end; -1 when there is none. */
    private int afterNextEnd(int index) {
        for (int i = index; i < region.length; i++) {
            if (region[i] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private String line(int start, int stop) {
        LineBuffer line = new LineBuffer();
        line.add(region, start, stop);
        return line.take();
    }

    /** The end of a line that is longer than all that may be read. */
    private String fragment(int stop) {
        int start = Math.max(from, stop - LineBuffer.KEPT);
        return "[cut: the beginning of a long line] ..." + LineBuffer.text(region, start, stop - start);
    }

    private long offset(int index) {
        return end - region.length + index;
    }
}
