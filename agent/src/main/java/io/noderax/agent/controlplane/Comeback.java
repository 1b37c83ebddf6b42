package io.noderax.agent.controlplane;

import io.noderax.agent.loops.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to ask again. A server that names a window for the return gets its agents back spread over it: after a lost connection
 * each draws its moment once, and so it does for the time that an overloaded server asks for. Without a window, and after the
 * first draw, it is {@link Patience} alone. For one thread.
 */
public final class Comeback {
    private final Patience patience;
    private final ServerExtensions extensions;
    private final RandomGenerator random;
    private boolean lost;

    public Comeback(Patience patience, ServerExtensions extensions, RandomGenerator random) {
        this.patience = patience;
        this.extensions = extensions;
        this.random = random;
    }

    /** Something worked. */
    public void reset() {
        lost = false;
        patience.reset();
    }

    public Duration after(Answer.Failure<?> failure) {
        Duration window = extensions.reconnectWindow();
        boolean first = !lost;
        lost = failure.isLostConnection();
        if (!window.isZero() && failure instanceof Answer.Throttled<?> throttled) {
            return Backoff.draw(throttled.retryAfter(), random);
        }
        return !window.isZero() && lost && first ? Backoff.draw(window, random) : patience.after(failure);
    }
}
