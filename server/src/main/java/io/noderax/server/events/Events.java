package io.noderax.server.events;

import io.noderax.protocol.event.EventView;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;

/**
 * Writes down what happened, in the transaction of the change itself: an event for people to read, and an outbox row for each
 * change that somebody may want to be told of.
 */
@Singleton
public class Events {
    /** What nobody has fetched by then, nobody will: state is read from its own tables, not from the outbox. */
    private static final Duration OUTBOX_KEPT = Duration.ofHours(1);

    private static final int BATCH = 1000;

    private final Database database;
    private final EventStore store;
    private final Signals signals;
    private final Event<Published> published;
    private final Duration keptFor;

    Events(
            Database database,
            EventStore store,
            Signals signals,
            Event<Published> published,
            @ConfigProperty(name = "noderax.events.kept-for") Duration keptFor) {
        this.database = database;
        this.store = store;
        this.signals = signals;
        this.published = published;
        this.keptFor = keptFor;
    }

    /** Stores the event and its outbox row, and whatever {@link Published} is kept by. */
    public void publish(Handle tx, Happening happening) {
        EventView event = store.insert(tx, happening);
        store.insertOutbox(tx, "event.created", happening.workspace(), event.id(), event.toJson());
        signals.tell(tx, Signal.OUTBOX_GREW, happening.workspace().value());
        published.fire(new Published(tx, happening));
    }

    /** Stores an outbox row alone: a change of the subject that is no event. The topic is the name by which browsers know it. */
    public void changed(Handle tx, String topic, WorkspaceId workspace, UUID subject, JsonMessage state) {
        store.insertOutbox(tx, topic, workspace, subject, state.toJson());
        signals.tell(tx, Signal.OUTBOX_GREW, workspace.value());
    }

    @Scheduled(every = "15m", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void pruneOutbox() {
        database.run(db -> store.deleteOutboxOlderThan(db, OUTBOX_KEPT));
    }

    /** Deletes old events, a batch a transaction. */
    @Scheduled(
            every = "{noderax.retention-interval}",
            delayed = "{noderax.retention-delay}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void prune() {
        int deleted;
        do {
            deleted = database.run(db -> store.deleteOlderThan(db, keptFor, BATCH));
        } while (deleted == BATCH);
    }
}
