package io.noderax.agent.tasks;

import org.jspecify.annotations.Nullable;

/** The wish to leave a task, which may come before there is one to leave. The monitor guards all. */
final class Leaving {
    private @Nullable Runnable leave;
    private boolean asked;

    /** How it is left; at once when that was asked for before. */
    void set(Runnable how) {
        synchronized (this) {
            leave = how;
            if (!asked) {
                return;
            }
        }
        how.run();
    }

    void leave() {
        Runnable how;
        synchronized (this) {
            asked = true;
            how = leave;
        }
        if (how != null) {
            how.run();
        }
    }

    synchronized boolean isAsked() {
        return asked;
    }
}
