package io.noderax.server.alerts;

import io.noderax.protocol.alert.AlertView;
import io.noderax.protocol.alert.MuteAlert;
import io.noderax.protocol.id.AlertId;
import io.noderax.protocol.id.NodeId;
import io.noderax.server.audit.Audit;
import io.noderax.server.audit.Deed;
import io.noderax.server.auth.Operator;
import io.noderax.server.events.Events;
import io.noderax.server.events.Happening;
import io.noderax.server.events.Published;
import io.noderax.server.http.Refusal;
import io.noderax.server.http.Totals;
import io.noderax.server.storage.Database;
import io.noderax.server.workspaces.Scope;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;

/** Keeps a row for each cause that needs somebody, in the transaction of the event that tells of it. */
@Singleton
class Alerts {
    /** What comes back sooner than this is the same alert, which flaps. */
    static final Duration APART = Duration.ofHours(1);

    private static final String TOPIC = "alert.updated";

    private final Database database;
    private final AlertStore store;
    private final Events events;
    private final Audit audit;
    private final Duration keptFor;

    Alerts(
            Database database,
            AlertStore store,
            Events events,
            Audit audit,
            @ConfigProperty(name = "noderax.events.kept-for") Duration keptFor) {
        this.database = database;
        this.store = store;
        this.events = events;
        this.audit = audit;
        this.keptFor = keptFor;
    }

    void saw(@Observes Published event) {
        Happening happening = event.happening();
        NodeId node = happening.node();
        if (node == null) {
            return;
        }
        AlertCause.begunBy(happening.type())
                .map(cause -> store.raise(event.tx(), node, cause, happening, APART))
                .ifPresent(alert -> tell(event.tx(), alert));
        AlertCause.endedBy(happening.type())
                .flatMap(cause -> store.recover(event.tx(), node, cause))
                .ifPresent(alert -> tell(event.tx(), alert));
    }

    Totals<AlertView> list(Scope scope, AlertFilter filter) {
        return database.run(db ->
                new Totals<>(store.list(db, scope, filter), filter.counted() ? store.count(db, scope, filter) : null));
    }

    /** @throws Refusal when the scope has no such alert, or it has recovered */
    AlertView acknowledge(Scope scope, AlertId id, Operator by) {
        return database.transaction(tx -> {
            AlertView alert = store.acknowledge(tx, scope, id, by.email())
                    .orElseThrow(() -> store.byId(tx, scope, id)
                            .map(_ -> Refusal.conflict(
                                    "Alert %s has recovered; there is nothing to acknowledge".formatted(id)))
                            .orElseGet(() -> notFound(id)));
            return changed(tx, alert, deed("alert.acknowledged", alert));
        });
    }

    /** Whatever happens, nobody is asked for until then; its events go on. */
    AlertView mute(Scope scope, AlertId id, Operator by, MuteAlert wish) {
        return database.transaction(tx -> {
            AlertView alert = muted(id, store.mute(tx, scope, id, Duration.ofSeconds(wish.seconds()), by.email()));
            return changed(tx, alert, deed("alert.muted", alert).with("until", alert.mutedUntil()));
        });
    }

    AlertView unmute(Scope scope, AlertId id, Operator by) {
        return database.transaction(tx -> {
            AlertView alert = muted(id, store.mute(tx, scope, id, Duration.ZERO, by.email()));
            return changed(tx, alert, deed("alert.unmuted", alert));
        });
    }

    private static AlertView muted(AlertId id, Optional<AlertView> found) {
        return found.orElseThrow(() -> notFound(id));
    }

    private static Refusal notFound(AlertId id) {
        return Refusal.notFound("Alert " + id + " was not found");
    }

    private static Deed deed(String action, AlertView alert) {
        return Deed.in(alert.workspaceId(), action, "alert", alert.id(), alert.type())
                .with("nodeId", alert.nodeId().value());
    }

    private AlertView changed(Handle tx, AlertView alert, Deed deed) {
        audit.note(tx, deed);
        tell(tx, alert);
        return alert;
    }

    private void tell(Handle tx, AlertView alert) {
        events.changed(tx, TOPIC, alert.workspaceId(), alert.id().value(), alert);
    }

    @Scheduled(
            every = "{noderax.retention-interval}",
            delayed = "{noderax.retention-delay}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void prune() {
        database.run(db -> store.deleteOlderThan(db, keptFor));
    }
}
