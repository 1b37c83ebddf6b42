package io.noderax.server.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Work in the background runs once at a time, and once more when it was asked for meanwhile. */
class OneAtATimeTest {
    private final Semaphore started = new Semaphore(0);
    private final Semaphore allowed = new Semaphore(0);
    private final AtomicInteger atOnce = new AtomicInteger();

    @Test
    void whatIsAskedForDuringARunIsDoneOnceAfterIt() throws InterruptedException {
        OneAtATime work = new OneAtATime("test", this::run);
        work.look();
        assertThat(started.tryAcquire(5, TimeUnit.SECONDS)).isTrue();

        work.look();
        work.look();
        work.look();
        allowed.release(10);

        assertThat(started.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
        assertThat(started.tryAcquire(300, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void aFailureDoesNotEndIt() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(2);
        OneAtATime work = new OneAtATime("test", () -> {
            second.countDown();
            throw new IllegalStateException("on purpose");
        });
        work.look();
        while (second.getCount() > 0) {
            work.look();
        }
        assertThat(second.await(5, TimeUnit.SECONDS)).isTrue();
    }

    private void run() {
        assertThat(atOnce.incrementAndGet()).isEqualTo(1);
        started.release();
        allowed.acquireUninterruptibly();
        atOnce.decrementAndGet();
    }
}
