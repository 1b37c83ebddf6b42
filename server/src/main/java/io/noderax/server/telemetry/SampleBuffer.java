package io.noderax.server.telemetry;

import io.noderax.protocol.telemetry.MetricView;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signals;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Samples that are not stored yet: many go into one statement, about once a second, on a thread of their own; without samples there
 * is no statement. While the database is away the oldest are dropped, and counted.
 */
@Singleton
class SampleBuffer implements Runnable {
    private static final Logger LOG = Logger.getLogger(SampleBuffer.class);
    private static final int CAPACITY = 50_000;
    private static final int BATCH = 5_000;
    private static final long PAUSE_MILLIS = 1_000;

    private final Database database;
    private final MetricStore store;
    private final UUID process;
    private final BlockingQueue<MetricView> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean hasStored;

    SampleBuffer(Database database, MetricStore store, Signals signals) {
        this.database = database;
        this.store = store;
        this.process = signals.self();
    }

    void onStart(@Observes StartupEvent started) {
        Thread.ofVirtual().name("samples").start(this);
    }

    void onStop(@Observes ShutdownEvent stopping) {
        stopped.countDown();
    }

    void add(MetricView sample) {
        while (!waiting.offer(sample)) {
            if (waiting.poll() != null) {
                dropped.incrementAndGet();
            }
        }
    }

    /** Whether samples were stored since this was last asked. */
    boolean hasStoredSince() {
        boolean stored = hasStored;
        hasStored = false;
        return stored;
    }

    @Override
    public void run() {
        List<MetricView> batch = new ArrayList<>();
        while (stopped.getCount() > 0 || !waiting.isEmpty()) {
            try {
                MetricView first = waiting.poll(1, TimeUnit.SECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                gather();
                waiting.drainTo(batch, BATCH - 1);
                storeBatch(batch);
                batch.clear();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void gather() throws InterruptedException {
        if (waiting.size() < BATCH) {
            stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void storeBatch(List<MetricView> batch) {
        try {
            database.inTransaction(tx -> store.insert(tx, batch, process));
            hasStored = true;
            long lost = dropped.getAndSet(0);
            if (lost > 0) {
                LOG.warnf("samples were dropped while the database was away or too slow count=%d", lost);
            }
        } catch (RuntimeException e) {
            dropped.addAndGet(batch.size());
            LOG.warnf("samples could not be stored count=%d error=%s", batch.size(), e.getMessage());
        }
    }
}
