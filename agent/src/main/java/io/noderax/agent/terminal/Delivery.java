package io.noderax.agent.terminal;

import io.noderax.linux.WindowSize;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Payload;
import io.noderax.protocol.terminal.Direction;
import io.noderax.protocol.terminal.OutputPlace;
import io.noderax.protocol.terminal.TerminalExited;
import io.noderax.protocol.terminal.TerminalMessage;
import io.noderax.protocol.terminal.TerminalOpened;
import io.noderax.protocol.terminal.TerminalOutput;
import io.noderax.protocol.terminal.TerminalResumed;
import io.noderax.protocol.terminal.TerminalTaken;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says to the server, in order, what a session has to say, and nothing while no server listens. The session's thread only. */
final class Delivery {
    /** Until a line that had no room is tried again. */
    private static final long TRY_AGAIN = Duration.ofMillis(10).toNanos();

    /** So long output may take to tell what was typed, before that is told by itself. */
    private static final long TELL_TAKEN = Duration.ofMillis(250).toNanos();

    private final TerminalSessionId id;
    private final Clock clock;
    private final Outflow outflow;
    private @Nullable TerminalLine line;
    private @Nullable TerminalMessage first;
    private @Nullable TerminalExited last;
    private long gap;
    private boolean lastSent;
    private boolean full;
    private long written;
    private long toldWritten;
    private boolean hidden;
    private long takenAt;

    Delivery(TerminalSessionId id, Clock clock, long now) {
        this.id = id;
        this.clock = clock;
        this.outflow = new Outflow(now);
    }

    Outflow outflow() {
        return outflow;
    }

    /** A session that this very connection has asked for. */
    void open(TerminalLine to, boolean resumes, WindowSize size) {
        line = to;
        if (resumes) {
            outflow.attachCredited();
        } else {
            outflow.attach();
        }
        announce(size);
    }

    void announce(WindowSize size) {
        first = new TerminalOpened(id, size.columns(), size.rows(), clock.instant());
    }

    /** A new connection; a server that resumes has to ask first. */
    void connect(TerminalLine to, boolean resumes) {
        line = to;
        lastSent = false;
        if (!resumes) {
            first = null;
            gap = 0;
            outflow.attach();
        }
    }

    void disconnect() {
        line = null;
        lastSent = false;
        outflow.detach();
    }

    void resume(long offset, long accepted, WindowSize size) {
        gap = outflow.attachAt(offset);
        lastSent = false;
        toldWritten = 0;
        takenAt = 0;
        first = new TerminalResumed(id, outflow.offset() - gap, accepted, size.columns(), size.rows(), clock.instant());
    }

    /** The terminal has taken typed bytes. */
    void taken(long upTo, boolean wereHidden, long now) {
        if (written == toldWritten) {
            takenAt = now;
        }
        written = upTo;
        hidden |= wereHidden;
        outflow.hurry();
    }

    /** Input that cannot be used: the server has to know where to go on. */
    void tellTaken() {
        toldWritten = -1;
        takenAt = 0;
    }

    void end(TerminalExited message) {
        last = message;
        outflow.hurry();
    }

    /** Sends what is due and fits. */
    void deliver(long now, Runnable endKnown) {
        full = false;
        if (line == null || !outflow.isAttached()) {
            return;
        }
        if (first != null && send(line, first)) {
            first = null;
        }
        if (first == null) {
            sendOutput(line, now);
            sendTaken(line, now);
        }
        boolean over = last != null && !lastSent && outflow.isAllSent() && gap == 0 && first == null;
        if (over && !full && last != null) {
            lastSent = line.send(last, endKnown);
            full = !lastSent;
        }
    }

    /** How long until there is something to do, in nanoseconds. */
    long untilDue(long now) {
        if (line == null || !outflow.isAttached()) {
            return Outflow.NEVER;
        }
        if (full) {
            return TRY_AGAIN;
        }
        long untilTaken = isTakenUntold() ? Math.max(0, takenAt + TELL_TAKEN - now) : Outflow.NEVER;
        return Math.min(untilTaken, outflow.untilDue(now));
    }

    private void sendOutput(TerminalLine to, long now) {
        if (gap > 0 && send(to, output(Payload.EMPTY, outflow.offset() - gap))) {
            gap = 0;
        }
        int length = gap == 0 ? outflow.due(now) : 0;
        while (length > 0 && !full) {
            if (send(to, output(Payload.of(outflow.next(length)), outflow.offset()))) {
                outflow.sent(length, now);
                toldWritten = written;
                hidden = false;
                length = outflow.due(now);
            }
        }
    }

    private void sendTaken(TerminalLine to, long now) {
        boolean due = isTakenUntold() && now - takenAt >= TELL_TAKEN;
        if (due && !full && send(to, new TerminalTaken(id, written, hidden))) {
            toldWritten = written;
            hidden = false;
        }
    }

    private boolean isTakenUntold() {
        return outflow.isCredited() && toldWritten != written;
    }

    private TerminalOutput output(Payload payload, long offset) {
        OutputPlace place = outflow.isCredited() ? new OutputPlace(offset, gap, written, hidden) : null;
        return new TerminalOutput(id, Direction.STDOUT, payload, clock.instant(), place);
    }

    private boolean send(TerminalLine to, TerminalMessage message) {
        full = !to.send(message);
        return !full;
    }
}
