package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.rootaccess.RootProfile;
import io.noderax.protocol.rootaccess.SetRootAccess;
import io.noderax.server.auth.Operator;
import io.noderax.server.background.OneAtATime;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import io.noderax.server.workspaces.Scope;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Root access as operators grant it: set, and taken back when its time is over. The deadline is a row: whichever process looks first
 * takes it back, also after a restart. The process that took the grant looks when it is due, all of them from time to time.
 */
@Singleton
class RootGrants {
    private static final Logger LOG = Logger.getLogger(RootGrants.class);

    /** A grant that is longer is seen to by the look from time to time. */
    private static final Duration TIMED = Duration.ofHours(1);

    /** A deadline that is not over to the millisecond is looked at a moment later. */
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final Database database;
    private final RootAccessStore store;
    private final RootNews news;
    private final InstantSource clock;
    private final OneAtATime expiring = new OneAtATime("root-access-expiry", this::expire);

    RootGrants(Database database, RootAccessStore store, RootNews news, InstantSource clock) {
        this.database = database;
        this.store = store;
        this.news = news;
        this.clock = clock;
    }

    /** @throws Refusal when the scope has no such node */
    NodeView set(Scope scope, NodeId id, Operator by, SetRootAccess wanted) {
        check(wanted);
        NodeView node = database.transaction(tx -> {
            RootAccessStore.Changed change =
                    store.set(tx, scope, id, by.id(), wanted).orElseThrow(() -> Nodes.notFound(id));
            news.set(tx, change);
            return change.node();
        });
        Instant until = node.rootAccess().expiresAt();
        if (until != null) {
            lookIn(Duration.between(clock.instant(), until));
        }
        return node;
    }

    private void check(SetRootAccess wanted) {
        Instant until = wanted.expiresAt();
        Instant now = clock.instant();
        if (wanted.profile() == RootProfile.OFF && wanted.expires()) {
            throw new InvalidFields(List.of("expiresAt must not be given with profile off: nothing is granted"));
        }
        if (until != null && (!until.isAfter(now) || until.isAfter(now.plus(SetRootAccess.LONGEST)))) {
            throw new InvalidFields(List.of("expiresAt must be in the future, at most %d days from now (got %s)"
                    .formatted(SetRootAccess.LONGEST.toDays(), until)));
        }
    }

    private void lookIn(Duration time) {
        if (time.compareTo(TIMED) < 0) {
            CompletableFuture.delayedExecutor(time.plus(MOMENT).toMillis(), TimeUnit.MILLISECONDS)
                    .execute(expiring::look);
        }
    }

    @Scheduled(every = "10s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        expiring.look();
    }

    /** Blocking. */
    void expire() {
        database.inTransaction(tx -> {
            List<RootAccessStore.Changed> expired = store.expire(tx);
            expired.forEach(change -> {
                news.expired(tx, change);
                LOG.infof(
                        "root access has expired nodeId=%s profile=%s",
                        change.node().id(), change.previous().wireName());
            });
        });
    }
}
