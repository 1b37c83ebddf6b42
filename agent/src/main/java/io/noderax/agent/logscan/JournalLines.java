package io.noderax.agent.logscan;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the entries of the journal as they come, and keeps what the limits allow: the last ones, or the first since a cursor. */
final class JournalLines implements JournalProgram.Bytes {
    /** An entry may carry a whole core dump. */
    private static final int LONGEST = 1024 * 1024;

    private final ScanLimits limits;
    private final boolean first;
    private final Deque<JournalRecord> kept = new ArrayDeque<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;
    private int skipped;
    private int keptBytes;
    private long bytesRead;
    private boolean truncated;

    /** @param first whether the first entries are wanted, not the last */
    JournalLines(ScanLimits limits, boolean first) {
        this.limits = limits;
        this.first = first;
    }

    @Override
    public boolean take(byte[] bytes, int length) {
        bytesRead += length;
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                collect(bytes, from, i);
                from = i + 1;
                if (!end()) {
                    return false;
                }
            }
        }
        collect(bytes, from, length);
        return true;
    }

    private void collect(byte[] bytes, int from, int to) {
        tooLong |= line.size() + to - from > LONGEST;
        if (!tooLong) {
            line.write(bytes, from, to - from);
        }
    }

    /** False when no more is wanted. */
    private boolean end() {
        JournalRecord found = tooLong ? null : JournalRecord.parse(line.toByteArray());
        skipped += tooLong ? 1 : 0;
        tooLong = false;
        line.reset();
        return found == null || (first ? addIfRoom(found) : addInPlaceOfFirst(found));
    }

    private boolean addIfRoom(JournalRecord found) {
        boolean room = kept.isEmpty() || (kept.size() < limits.lines() && keptBytes + found.bytes() <= limits.bytes());
        truncated |= !room;
        if (room) {
            add(found);
        }
        return room;
    }

    private boolean addInPlaceOfFirst(JournalRecord found) {
        add(found);
        while (kept.size() > 1 && keptBytes > limits.bytes()) {
            keptBytes -= kept.removeFirst().bytes();
            truncated = true;
        }
        return true;
    }

    private void add(JournalRecord found) {
        kept.addLast(found);
        keptBytes += found.bytes();
    }

    List<LogEntry> entries() {
        return kept.stream().map(JournalRecord::entry).toList();
    }

    /** Of the last entry; null when there is none. */
    @Nullable
    String cursor() {
        JournalRecord last = kept.peekLast();
        return last == null ? null : last.cursor();
    }

    boolean isTruncated() {
        return truncated;
    }

    long bytesRead() {
        return bytesRead;
    }

    /** How many entries are left out because they are too large. */
    int skipped() {
        return skipped;
    }
}
