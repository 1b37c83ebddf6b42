package io.noderax.cli.tasks;

import io.noderax.cli.http.Extensions;
import java.time.Duration;

/**
 * How often a follower asks: often while something happens, rarely while nothing does. Belongs to one thread.
 *
 * <p>A reference server takes 100 calls a minute of each kind, so it is never asked more often than once a second.
 */
final class Pace {
    private static final Duration FAST = Duration.ofMillis(150);
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final boolean fastAllowed;
    private Duration pause = FAST;

    private Pace(boolean fastAllowed) {
        this.fastAllowed = fastAllowed;
    }

    /** As fast as that server takes it. */
    static Pace of(Extensions extensions) {
        return new Pace(extensions.hasLogCursor());
    }

    /** The pause after a round; it grows by a twentieth each time that nothing has happened. */
    Duration next(boolean somethingHappened) {
        if (!fastAllowed) {
            return SLOW;
        }
        Duration grown = pause.plus(pause.dividedBy(20));
        pause = somethingHappened ? FAST : grown.compareTo(SLOW) < 0 ? grown : SLOW;
        return pause;
    }
}
