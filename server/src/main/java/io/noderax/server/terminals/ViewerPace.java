package io.noderax.server.terminals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Whether a browser keeps up: when to wait for it, when to hold the shell for it, when to let go of it. Belongs to one thread. */
final class ViewerPace {
    /** What to do with the next piece. */
    enum Step {
        GO,
        WAIT,
        GIVE_UP
    }

    private static final long MOST_PENDING = 1 << 20;

    /** A slow browser's limit is told anew when it has moved by so much. */
    private static final long NEWS = ViewerLoop.WINDOW / 2;

    private static final Duration SHORT_WAIT = Duration.ofMillis(500);

    private final InstantSource clock;
    private final Duration patience;
    private long leastPending = Long.MAX_VALUE;
    private @Nullable Instant waitingSince;
    private @Nullable Instant progressAt;
    private @Nullable Long told;

    /** @param patience how long a browser may take nothing */
    ViewerPace(InstantSource clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** @param credit up to where the shell may go on because of this browser */
    Step look(long pending, long credit, ViewerHost host) {
        if (pending <= MOST_PENDING) {
            progressAt = null;
            return Step.GO;
        }
        Instant now = clock.instant();
        Instant progress = progressAt;
        if (progress == null || pending < leastPending) {
            progress = now;
        }
        progressAt = progress;
        leastPending = pending;
        Instant waiting = waitingSince == null ? now : waitingSince;
        waitingSince = waiting;
        if (waiting.plus(SHORT_WAIT).isBefore(now)) {
            hold(credit, host);
        }
        return progress.plus(patience).isAfter(now) ? Step.WAIT : Step.GIVE_UP;
    }

    /** The browser has everything: it does not hold the shell. */
    void idle(ViewerHost host) {
        waitingSince = null;
        if (told != null) {
            told = null;
            host.holds(null);
        }
    }

    private void hold(long credit, ViewerHost host) {
        Long before = told;
        if (credit != Long.MAX_VALUE && (before == null || credit - before >= NEWS)) {
            told = credit;
            host.holds(credit);
        }
    }
}
