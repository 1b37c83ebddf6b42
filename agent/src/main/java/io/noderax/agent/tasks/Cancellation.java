package io.noderax.agent.tasks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether and why one task should stop: the first cause stays. Safe for any number of threads; the monitor guards all. */
final class Cancellation {
    private @Nullable StopCause cause;
    private boolean over;

    /** Asks for the stop; false when another cause was first or the process has ended already. */
    synchronized boolean request(StopCause why) {
        if (cause != null || over) {
            return false;
        }
        cause = why;
        notifyAll();
        return true;
    }

    /** The process has ended: no cause counts from here on. */
    synchronized void processEnded() {
        over = true;
        notifyAll();
    }

    synchronized boolean isOver() {
        return over;
    }

    synchronized @Nullable StopCause cause() {
        return cause;
    }

    /** Waits for a cause or the end of the process. */
    synchronized @Nullable StopCause await(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (cause == null && !over) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return cause;
            }
        }
        return cause;
    }
}
