package io.noderax.agent.realtime;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the realtime session is doing, for a person who asks. The monitor guards all. */
public final class RealtimeState {
    private final Clock clock;
    private @Nullable Instant upSince;
    private @Nullable Instant downSince;
    private @Nullable SessionEnd lastEnd;

    public RealtimeState(Clock clock) {
        this.clock = clock;
        this.downSince = clock.instant();
    }

    public synchronized boolean isUp() {
        return upSince != null;
    }

    /** Null while there is none. */
    public synchronized @Nullable Instant upSince() {
        return upSince;
    }

    /** Null while there is one. */
    public synchronized @Nullable Instant downSince() {
        return downSince;
    }

    /** Null before the first one. */
    public synchronized @Nullable SessionEnd lastEnd() {
        return lastEnd;
    }

    synchronized void up() {
        upSince = clock.instant();
        downSince = null;
    }

    synchronized void down(SessionEnd end) {
        if (downSince == null) {
            downSince = clock.instant();
        }
        upSince = null;
        lastEnd = end;
    }
}
