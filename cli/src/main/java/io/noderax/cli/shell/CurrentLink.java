package io.noderax.cli.shell;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The link that can be asked now, if there is one. Safe for several threads. */
final class CurrentLink {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition came = lock.newCondition();
    private @Nullable ShellLink link; // guarded by the lock

    void set(@Nullable ShellLink next) {
        lock.lock();
        try {
            link = next;
            came.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    ShellLink now() {
        lock.lock();
        try {
            return link;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for one; null when none came in time. */
    @Nullable
    ShellLink await(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (link == null && left > 0) {
                left = came.awaitNanos(left);
            }
            return link;
        } finally {
            lock.unlock();
        }
    }
}
