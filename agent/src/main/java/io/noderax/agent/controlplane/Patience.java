package io.noderax.agent.controlplane;

import io.noderax.agent.loops.Backoff;
import io.noderax.agent.loops.Pace;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after a failure before the next try, and never less than the server asked for. For one thread. */
public final class Patience {
    private final Backoff trouble;
    private final Backoff identity;
    private final Backoff refusal;
    private final RandomGenerator random;

    public Patience(Pace pace, RandomGenerator random) {
        this.trouble = new Backoff(pace.firstRetry(), pace.longestRetry(), random);
        this.identity = new Backoff(pace.firstRetry(), pace.longestIdentityRetry(), random);
        this.refusal = new Backoff(pace.firstRetry(), pace.firstRetry(), random);
        this.random = random;
    }

    /** Something worked. */
    public void reset() {
        trouble.reset();
        identity.reset();
    }

    public Duration after(Answer.Failure<?> failure) {
        return switch (failure) {
            // One draw in the window that the server names: all of its agents come back spread, none too early.
            case Answer.Throttled<?> throttled ->
                throttled.retryAfter().plus(Backoff.draw(spread(throttled.retryAfter()), random));
            case Answer.Refused<?> refused -> refused.isIdentityRefused() ? identity.next() : refusal.next();
            case Answer.Broken<?> _, Answer.Unreachable<?> _, Answer.NotTheApi<?> _ -> trouble.next();
        };
    }

    private static Duration spread(Duration retryAfter) {
        return retryAfter.dividedBy(2).plusMillis(100);
    }
}
