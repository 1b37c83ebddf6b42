package io.noderax.server.terminals;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Which browsers are attached at this process. Rows say so to the others, and a sign of life keeps them. */
@Singleton
class Controllers {
    private static final Logger LOG = Logger.getLogger(Controllers.class);

    private final Database database;
    private final ControllerStore store;
    private final ThisProcess process;
    private final TerminalTimes times;
    private final TerminalSweep sweep;
    private final Signals signals;
    private final Set<Attached> attached = ConcurrentHashMap.newKeySet();
    private final Set<TerminalSessionId> typed = ConcurrentHashMap.newKeySet();

    Controllers(
            Database database,
            ControllerStore store,
            ThisProcess process,
            TerminalTimes times,
            TerminalSweep sweep,
            Signals signals) {
        this.database = database;
        this.store = store;
        this.process = process;
        this.times = times;
        this.sweep = sweep;
        this.signals = signals;
    }

    /** Whether there is a shell to attach to. */
    boolean attach(Attached browser) {
        boolean isLive = database.transaction(tx -> store.attach(tx, browser, process.id()));
        if (isLive) {
            attached.add(browser);
        }
        return isLive;
    }

    void leave(Attached browser) {
        if (attached.remove(browser)) {
            database.inTransaction(tx -> {
                store.leave(tx, browser, times.detachGrace());
                signals.tellOthers(
                        tx, Signal.TERMINAL_CHANGED, browser.session().value());
            });
            sweep.in(times.detachGrace());
        }
    }

    /** Stored with the next sign of life. */
    void typed(TerminalSessionId session) {
        typed.add(session);
    }

    /** The browser reads slowly, or (null) keeps up again. */
    void hold(Attached browser, @Nullable Long offset) {
        database.inTransaction(tx -> {
            store.hold(tx, browser, offset);
            signals.tellOthers(tx, Signal.TERMINAL_CHANGED, browser.session().value());
        });
    }

    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void beat() {
        if (!attached.isEmpty()) {
            database.inTransaction(tx -> {
                for (Attached browser : attached) {
                    if (!store.beat(tx, browser, process.id())) {
                        store.attach(tx, browser, process.id());
                    }
                }
                for (TerminalSessionId session : Set.copyOf(typed)) {
                    typed.remove(session);
                    store.typed(tx, session);
                }
            });
        }
    }

    void onStop(@Observes ShutdownEvent stopping) {
        try {
            Set.copyOf(attached).forEach(this::leave);
        } catch (RuntimeException e) {
            LOG.debugf("browsers could not be signed off error=%s", e.getMessage());
        }
    }
}
