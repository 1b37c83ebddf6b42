package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.rootaccess.DesiredRootAccess;
import io.noderax.protocol.task.ClaimAnswer;
import io.noderax.protocol.task.ClaimRequest;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.http.Caller;
import io.noderax.server.http.Refusal;
import io.noderax.server.nodes.AgentCaller;
import io.noderax.server.nodes.Agents;
import io.noderax.server.nodes.NodeDeleted;
import io.noderax.server.nodes.RootAccessChanged;
import io.noderax.server.nodes.TokenRevoked;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.noderax.server.waiting.Deadlines;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Hands tasks to agents by long poll. A claim for which there is no work is parked in memory: no thread, no query. A node that
 * may have work is told by a signal, which makes the longest waiting claim of that node look. A task that was claimed for a
 * client which has gone before it had the whole answer goes back at once.
 */
@Singleton
class Claims {
    private static final Logger LOG = Logger.getLogger(Claims.class);

    /** How many claims look for work at a time: it leaves connections of the pool to everybody else. */
    private static final int LOOKING_AT_ONCE = 8;

    private final TaskTransitions transitions;
    private final Agents agents;
    private final WaitingClaims waiting = new WaitingClaims();
    private final Semaphore looking = new Semaphore(LOOKING_AT_ONCE);
    private final Deadlines deadlines;

    Claims(TaskTransitions transitions, Agents agents, Deadlines deadlines, Signals signals) {
        this.transitions = transitions;
        this.agents = agents;
        this.deadlines = deadlines;
        signals.on(Signal.NODE_HAS_WORK, id -> wake(new NodeId(id)));
        signals.onLoss(this::lookAgain);
    }

    void onStart(@Observes @Priority(30) StartupEvent started) {
        waiting.markAll(transitions.nodesWithQueuedTasks());
    }

    /** After signals that were missed: there may be work, and other root access may be wanted. */
    private void lookAgain() {
        transitions.nodesWithQueuedTasks().forEach(this::wake);
        waiting.clear().forEach(this::parkAnew);
    }

    /** The answer comes when there is a task, or when the time is over; it never comes for a client that has gone. */
    CompletionStage<ClaimAnswer> claim(AgentCaller agent, ClaimRequest request, Caller caller) {
        Duration waitFor = request.waitFor();
        if (request.attempts() != null) {
            transitions.takeBack(agent.node(), request.attempts());
        }
        ParkedClaim claim = new ParkedClaim(agent, Claimant.of(agent, request.capabilities()));
        caller.onGone(() -> clientGone(claim));
        if (waitFor.isZero() || agents.isBehind(agent.node(), request.rootAccess())) {
            claim.setOverdue();
        }
        lookOrPark(claim);
        if (!agents.exists(agent.node())) {
            // Deleted on the way here: whoever dropped its claims did not find this one.
            waiting.remove(claim);
            throw Refusal.unauthorized("Invalid agent credentials");
        }
        if (!claim.isDone()) {
            deadlines.limit(claim.answer(), waitFor, () -> timeIsOver(claim));
        }
        return claim.answer();
    }

    /** The node may have work now. Does not block. */
    void wake(NodeId node) {
        ParkedClaim claim = waiting.takeForWork(node);
        if (claim != null) {
            Thread.ofVirtual()
                    .name("claim-", node.value().getLeastSignificantBits() & 0xffff)
                    .start(() -> look(claim));
        }
    }

    /** An agent without a socket learns it at once: its claims that wait are answered, without a task. */
    void tellRootAccess(@Observes RootAccessChanged changed) {
        waiting.take(changed.node()).forEach(this::parkAnew);
    }

    /** Does not block. */
    private void parkAnew(ParkedClaim claim) {
        Thread.ofVirtual().name("claim-anew").start(() -> lookOrPark(claim));
    }

    void dropRevoked(@Observes TokenRevoked revoked) {
        dropDeleted(new NodeDeleted(revoked.node()));
    }

    void dropDeleted(@Observes NodeDeleted deleted) {
        waiting.forget(deleted.node())
                .forEach(claim -> Thread.ofVirtual()
                        .name("claim-dropped")
                        .start(() -> claim.fail(Refusal.unauthorized("Invalid agent credentials"))));
    }

    void onStop(@Observes ShutdownEvent stopping) {
        waiting.clear().forEach(ParkedClaim::answerEmpty);
    }

    private void lookOrPark(ParkedClaim claim) {
        while (!waiting.parkUnlessWork(claim)) {
            if (lookOnce(claim)) {
                return;
            }
        }
        if ((hasNews(claim) || claim.isOverdue()) && waiting.remove(claim)) {
            claim.answerEmpty();
        }
    }

    /** Whether the claim's agent is to be told of other root access than when it came; asked after parking, so that none is missed. */
    private boolean hasNews(ParkedClaim claim) {
        DesiredRootAccess wanted = agents.desired(claim.node());
        return wanted != null && claim.setRootAccess(wanted);
    }

    private void look(ParkedClaim claim) {
        if (!lookOnce(claim)) {
            lookOrPark(claim);
        }
    }

    /** Looks for work once; true when the claim needs no more. */
    private boolean lookOnce(ParkedClaim claim) {
        if (claim.isDone()) {
            wake(claim.node());
            return true;
        }
        try {
            hasNews(claim);
            Optional<TaskView> task = take(claim.claimant());
            task.ifPresent(found -> deliver(claim, found));
            return task.isPresent();
        } catch (RuntimeException e) {
            LOG.warnf(e, "claim failed nodeId=%s", claim.node());
            waiting.markAll(List.of(claim.node()));
            claim.fail(Refusal.unavailable("Claiming failed for a moment, try again", Duration.ofSeconds(2)));
            return true;
        }
    }

    private Optional<TaskView> take(Claimant claimant) {
        looking.acquireUninterruptibly();
        try {
            return transitions.claim(claimant);
        } finally {
            looking.release();
        }
    }

    private void deliver(ParkedClaim claim, TaskView task) {
        if (!claim.give(task)) {
            giveBack(task);
        }
        wake(claim.node());
    }

    private void timeIsOver(ParkedClaim claim) {
        claim.setOverdue();
        if (waiting.remove(claim)) {
            claim.answerEmpty();
        }
    }

    /** On an I/O thread, so what blocks goes to a thread of its own. */
    private void clientGone(ParkedClaim claim) {
        waiting.remove(claim);
        TaskView task = claim.clientGone();
        Thread.ofVirtual().name("claim-gone").start(() -> {
            claim.answerEmpty();
            if (task != null) {
                giveBack(task);
            }
        });
    }

    private void giveBack(TaskView task) {
        if (task.claimToken() != null && transitions.release(task.id(), task.claimToken())) {
            LOG.infof("claim given back, its client has gone nodeId=%s taskId=%s", task.nodeId(), task.id());
        }
    }
}
