package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.server.background.OneAtATime;
import io.noderax.server.storage.Database;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Sees to sessions whose time is over, whichever process set it: deadlines are rows. This process looks when one of its own is due,
 * and from time to time for those of others.
 */
@Singleton
class TerminalSweep {
    private static final Logger LOG = Logger.getLogger(TerminalSweep.class);

    /** Of a process that has not said for so long that its browsers are there. */
    static final Duration SILENCE = Duration.ofSeconds(90);

    /** A deadline that is not over to the millisecond is looked at a moment later. */
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final Database database;
    private final SweepStore store;
    private final TransitionStore transitionStore;
    private final Transitions transitions;
    private final AgentCommands commands;
    private final TerminalTimes times;
    private final OneAtATime sweeping = new OneAtATime("terminal-sweep", this::sweep);

    TerminalSweep(
            Database database,
            SweepStore store,
            TransitionStore transitionStore,
            Transitions transitions,
            AgentCommands commands,
            TerminalTimes times) {
        this.database = database;
        this.store = store;
        this.transitionStore = transitionStore;
        this.transitions = transitions;
        this.commands = commands;
        this.times = times;
    }

    /** Looks when that time is over; does not block. */
    void in(Duration time) {
        CompletableFuture.delayedExecutor(time.plus(MOMENT).toMillis(), TimeUnit.MILLISECONDS)
                .execute(sweeping::look);
    }

    @Scheduled(every = "20s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        sweeping.look();
    }

    /** Blocking. */
    void sweep() {
        if (!database.run(store::isAnyLive)) {
            return;
        }
        noteLostAgents();
        end("never opened", store::neverOpened);
        end("lost with their agents", store::agentLost);
        end("ended without their agents' word", store::neverEnded);
        if (database.transaction(tx -> store.startDetaching(tx, SILENCE, times.detachGrace())) > 0) {
            in(times.detachGrace());
        }
        stop("left alone", tx -> store.detached(tx, Transitions.TO_END));
        if (!times.idleLimit().isZero()) {
            stop("idle", tx -> store.idle(tx, times.idleLimit(), Transitions.TO_END));
        }
    }

    /** A process that ended suddenly has not said that its agents are gone. */
    private void noteLostAgents() {
        for (UUID id : database.run(store::nodesInUse)) {
            NodeId node = new NodeId(id);
            if (!commands.hasRoute(node)) {
                database.inTransaction(tx -> {
                    transitionStore
                            .agentGone(tx, node, times.keptFor())
                            .forEach(session -> transitions.ended(tx, session));
                    transitionStore.awaitAgent(tx, node, times.detachGrace());
                });
            }
        }
    }

    private void end(String what, BiFunction<Handle, Duration, List<StoredSession>> over) {
        database.inTransaction(tx -> {
            List<StoredSession> ended = over.apply(tx, times.keptFor());
            ended.forEach(session -> transitions.ended(tx, session));
            log(what, ended);
        });
    }

    private void stop(String what, Function<Handle, List<StoredSession>> over) {
        database.inTransaction(tx -> {
            List<StoredSession> stopping = over.apply(tx);
            stopping.forEach(session -> transitions.stopping(tx, session));
            log(what, stopping);
            if (!stopping.isEmpty()) {
                in(Transitions.TO_END);
            }
        });
    }

    private static void log(String what, List<StoredSession> sessions) {
        if (!sessions.isEmpty()) {
            LOG.infof("terminal sessions %s count=%d", what, sessions.size());
        }
    }
}
