package io.noderax.agent.journal;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes all undelivered output together may take on the disk. Safe for any number of threads. */
final class Quota {
    private final long most;
    private final AtomicLong used = new AtomicLong();

    Quota(long most) {
        this.most = most;
    }

    /** Takes the bytes if they are free. */
    boolean take(long bytes) {
        long before = used.get();
        while (before + bytes <= most) {
            if (used.compareAndSet(before, before + bytes)) {
                return true;
            }
            before = used.get();
        }
        return false;
    }

    /** Takes the bytes in any case: for what is on the disk already. */
    void takeAnyway(long bytes) {
        used.addAndGet(bytes);
    }

    void give(long bytes) {
        used.addAndGet(-bytes);
    }

    long most() {
        return most;
    }

    long used() {
        return used.get();
    }
}
