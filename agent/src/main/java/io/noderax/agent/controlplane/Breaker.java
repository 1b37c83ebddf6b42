package io.noderax.agent.controlplane;

import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/** Ends one call from outside, before or while it is made; the call is then {@link Answer.Unreachable}. The monitor guards all. */
public final class Breaker {
    private @Nullable HttpURLConnection connection;
    private boolean broken;

    /** Ends the call that is under way, and every later one at once. */
    public void breakOff() {
        HttpURLConnection current;
        synchronized (this) {
            broken = true;
            current = connection;
        }
        if (current != null) {
            current.disconnect();
        }
    }

    synchronized boolean isBroken() {
        return broken;
    }

    synchronized void holds(@Nullable HttpURLConnection current) {
        connection = current;
    }
}
