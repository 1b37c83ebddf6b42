package io.noderax.agent.tasks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether and why one task should stop: the first cause stays. Safe for any number of threads; the monitor guards all. */
final class Cancellation {
    private @Nullable StopCause cause;
    private boolean over;
    private @Nullable Runnable listener;

    /** Asks for the stop; false when another cause was first or the process has ended already. */
    boolean request(StopCause why) {
        Runnable told;
        synchronized (this) {
            if (cause != null || over) {
                return false;
            }
            cause = why;
            told = settled();
        }
        run(told);
        return true;
    }

    /** The process has ended: no cause counts from here on. */
    void processEnded() {
        Runnable told;
        synchronized (this) {
            over = true;
            told = settled();
        }
        run(told);
    }

    /** Runs it once, in whose thread whatever, when there is a cause or the process has ended; for one listener. */
    void whenSettled(Runnable work) {
        boolean now;
        synchronized (this) {
            now = cause != null || over;
            listener = now ? null : work;
        }
        if (now) {
            work.run();
        }
    }

    synchronized boolean isOver() {
        return over;
    }

    synchronized @Nullable StopCause cause() {
        return cause;
    }

    private @Nullable Runnable settled() {
        notifyAll();
        Runnable told = listener;
        listener = null;
        return told;
    }

    private static void run(@Nullable Runnable work) {
        if (work != null) {
            work.run();
        }
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
