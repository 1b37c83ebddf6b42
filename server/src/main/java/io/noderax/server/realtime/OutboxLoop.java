package io.noderax.server.realtime;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Uuids;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries stored changes to the browsers of this process, whichever process made them, while there are browsers: without one it
 * reads nothing. On one thread of its own, woken by signals.
 */
@Singleton
public class OutboxLoop implements Runnable {
    private static final Logger LOG = Logger.getLogger(OutboxLoop.class);
    private static final int BATCH = 500;

    /** How long a browser that was let in may take to be there. */
    private static final Duration TO_COME = Duration.ofSeconds(30);

    private final Database database;
    private final OutboxStore store;
    private final ConsoleSessions sessions;
    private final Announcements announcements;
    private final InstantSource clock;
    private final Semaphore news = new Semaphore(0);
    private @Nullable OutboxCursor cursor;
    private Instant watchedAt = Instant.EPOCH;
    private volatile boolean stopped;

    OutboxLoop(
            Database database,
            OutboxStore store,
            ConsoleSessions sessions,
            Announcements announcements,
            Signals signals,
            InstantSource clock) {
        this.database = database;
        this.store = store;
        this.sessions = sessions;
        this.announcements = announcements;
        this.clock = clock;
        signals.on(Signal.OUTBOX_GREW, _ -> news.release());
        signals.onLoss(news::release);
    }

    void onStart(@Observes StartupEvent started) {
        Thread.ofVirtual().name("outbox").start(this);
    }

    void onStop(@Observes ShutdownEvent stopping) {
        stopped = true;
        news.release();
    }

    /** A browser comes: what is stored from now on, it is told. Blocking. */
    synchronized void watched() {
        watchedAt = clock.instant();
        if (cursor == null) {
            cursor = new OutboxCursor(database.run(store::last));
        }
    }

    @Override
    public void run() {
        while (!stopped) {
            news.acquireUninterruptibly();
            news.drainPermits();
            try {
                read();
            } catch (RuntimeException e) {
                LOG.warnf("changes could not be read for browsers, trying at the next one error=%s", e.getMessage());
            }
        }
    }

    private synchronized void read() {
        OutboxCursor from = cursor;
        if (from == null || (sessions.isEmpty() && watchedAt.plus(TO_COME).isBefore(clock.instant()))) {
            cursor = null;
            return;
        }
        List<OutboxStore.Entry> entries;
        do {
            entries = database.run(db -> store.after(db, from.last(), from.missing(), BATCH));
            from.read(entries.stream().map(OutboxStore.Entry::number).toList(), clock.instant());
            entries.forEach(this::tell);
        } while (entries.size() == BATCH);
    }

    private void tell(OutboxStore.Entry entry) {
        JsonObject body = entry.body();
        if (Boolean.TRUE.equals(body.get("isInternal"))) {
            return;
        }
        announcements.tell(entry.workspace(), node(body), entry.topic(), body);
    }

    private static @Nullable NodeId node(JsonObject body) {
        String text = body.text("nodeId");
        UUID id = text == null ? null : Uuids.parse(text);
        return id == null ? null : new NodeId(id);
    }
}
