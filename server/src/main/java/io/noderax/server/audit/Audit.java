package io.noderax.server.audit;

import io.noderax.server.http.Caller;
import io.noderax.server.http.Callers;
import io.noderax.server.storage.Database;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes down what the caller of the current request does; in the transaction of the change, so that neither exists alone. */
@Singleton
public class Audit {
    private static final Duration KEPT = Duration.ofDays(400);

    /** The signs of a person, as far as they are known. */
    record Signs(
            @Nullable UUID userId,
            @Nullable String email,
            @Nullable String address,
            @Nullable String userAgent) {
        /** Of nobody: the server itself. */
        static final Signs SYSTEM = new Signs(null, null, null, null);
    }

    private final Database database;
    private final AuditStore store;
    private final Callers callers;

    Audit(Database database, AuditStore store, Callers callers) {
        this.database = database;
        this.store = store;
        this.callers = callers;
    }

    /** A deed of the signed-in caller. */
    public void note(Handle tx, Deed deed) {
        Caller caller = callers.current();
        Actor actor = caller.principal() instanceof Actor signedIn ? signedIn : null;
        store.insert(
                tx,
                deed,
                new Signs(
                        actor == null ? null : actor.actorId(),
                        actor == null ? null : actor.actorEmail(),
                        caller.address(),
                        caller.userAgent()));
    }

    /** A deed of somebody who has not signed in, or just now. */
    public void note(Handle tx, @Nullable UUID user, String email, Deed deed) {
        Caller caller = callers.current();
        store.insert(tx, deed, new Signs(user, email, caller.address(), caller.userAgent()));
    }

    /** A deed of the server itself. */
    public void noteBySystem(Handle tx, Deed deed) {
        store.insert(tx, deed, Signs.SYSTEM);
    }

    @Scheduled(every = "24h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void prune() {
        database.run(db -> store.deleteOlderThan(db, KEPT));
    }
}
