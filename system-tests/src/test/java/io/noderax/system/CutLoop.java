package io.noderax.system;

import io.noderax.testkit.network.FaultProxy;
import io.noderax.testkit.network.LinkState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Cuts every connection of a link, at a steady pace. */
final class CutLoop implements AutoCloseable {
    private final FaultProxy link;
    private final Duration every;
    private final AtomicInteger count = new AtomicInteger();
    private final Thread thread;

    private CutLoop(FaultProxy link, Duration every) {
        this.link = link;
        this.every = every;
        this.thread = Thread.ofVirtual().start(this::run);
    }

    static CutLoop start(FaultProxy link, Duration every) {
        return new CutLoop(link, every);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(every);
                link.become(new LinkState.Resetting());
                link.become(LinkState.FAIR);
                count.incrementAndGet();
            }
        } catch (InterruptedException e) {
            // It was closed.
        }
    }

    /** How often it has cut. */
    int count() {
        return count.get();
    }

    /** The link is whole again. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.become(LinkState.FAIR);
    }
}
