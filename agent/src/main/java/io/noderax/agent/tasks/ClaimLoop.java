package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.AgentCalls;
import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.controlplane.Comeback;
import io.noderax.agent.controlplane.Offer;
import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.controlplane.Trouble;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.Pulse;
import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.rootaccess.RootAccess;
import io.noderax.agent.words.AgentCommand;
import io.noderax.protocol.rootaccess.RootProfile;
import io.noderax.protocol.task.ClaimRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes a slot, asks for work, hands it over; on any trouble waits and asks again, for ever. */
public final class ClaimLoop implements Runnable {
    /** So many results may wait for the server beside the running tasks; beyond, no more work is taken. */
    private static final int MOST_UNREPORTED = 64;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final AgentCalls calls;
    private final Slots slots;
    private final Attempts attempts;
    private final TaskParts parts;
    private final RootAccess rootAccess;
    private final Duration pollInterval;
    private final Comeback comeback;
    private final Trouble trouble;
    private final EventLog log;
    private final StopSignal stop;
    private final ClaimDoubt doubt;
    private final Pulse pulse;
    private volatile boolean heldBack;

    /**
     * How the loop asks: by its own calls, so that they can be broken off alone.
     *
     * @param pollInterval how long the server may hold one
     * @param pulse tells that the loop goes on
     */
    public record Asking(AgentCalls calls, Duration pollInterval, Trouble trouble, Pulse pulse) {}

    public ClaimLoop(Asking asking, Slots slots, Attempts attempts, RootAccess rootAccess, TaskParts parts) {
        this.calls = asking.calls();
        this.pollInterval = asking.pollInterval();
        this.trouble = asking.trouble();
        this.slots = slots;
        this.attempts = attempts;
        this.rootAccess = rootAccess;
        this.parts = parts;
        this.comeback = new Comeback(parts.patience(), calls.extensions(), parts.random());
        this.log = parts.log();
        this.stop = parts.claims();
        this.pulse = asking.pulse();
        this.doubt = new ClaimDoubt(parts.pace().staleClaim());
    }

    /** Whether no work is taken because too many results wait for the server, or there is no room on the disk. */
    public boolean isHeldBack() {
        return heldBack;
    }

    @Override
    public void run() {
        while (!stop.isStopped() && slots.take()) {
            boolean handedOver = false;
            pulse.within(pollInterval);
            try {
                handedOver = claim();
            } catch (RuntimeException e) {
                log.error("claiming failed unexpectedly, trying again", "error", e);
                stop.await(SOON);
            } finally {
                if (handedOver) {
                    slots.use();
                } else {
                    slots.returnUnused();
                }
            }
            pulse.rest();
        }
    }

    /** Whether a task has taken the slot. */
    private boolean claim() {
        String hindrance = hindrance();
        heldBack = hindrance != null;
        if (hindrance != null) {
            trouble.report(hindrance, SOON);
            stop.await(SOON);
            return false;
        }
        long asked = System.nanoTime();
        ClaimRequest request = request();
        return switch (calls.claim(request)) {
            case Answer.Ok<Offer>(var offer) -> {
                doubt.answered(request.attempts() != null);
                trouble.over();
                comeback.reset();
                yield take(offer, Duration.ofNanos(System.nanoTime() - asked));
            }
            case Answer.Failure<Offer> failure -> {
                doubt.begin();
                Duration delay = comeback.after(failure);
                trouble.report(explained(failure), delay);
                pulse.within(delay);
                stop.await(delay);
                yield false;
            }
        };
    }

    private @Nullable String hindrance() {
        if (parts.journal().size() >= MOST_UNREPORTED + slots.free()) {
            return "too many results wait for the control plane, no new work is taken until it has them";
        }
        return parts.journal().hasRoomForWork()
                ? null
                : "the journal's disk is full, no new work is taken until there is room";
    }

    private ClaimRequest request() {
        boolean names = doubt.isThere() && calls.extensions().takesNamedAttempts();
        return new ClaimRequest(
                pollInterval, parts.planner().types(), rootAccess.report(), names ? attempts.known() : null);
    }

    private boolean take(Offer offer, Duration held) {
        RootProfile profile = offer.desiredProfile();
        if (profile != null) {
            rootAccess.desire(profile);
        }
        ClaimedTask task = offer.task();
        if (task == null) {
            pauseAfterNothing(held);
            return false;
        }
        if (stop.isStopped()) {
            log.info("task arrived while stopping, left to its lease", "taskId", task.id());
            return false;
        }
        log.info("task claimed", "taskId", task.id(), "attempt", task.attempt(), "type", LogText.cut(task.type(), 100));
        return attempts.begin(task, slots::giveBack);
    }

    /** A server that does not hold the call would otherwise be asked without end. */
    private void pauseAfterNothing(Duration held) {
        if (held.compareTo(pollInterval.dividedBy(2)) < 0 || pollInterval.isZero()) {
            stop.await(parts.pace().firstRetry());
        }
    }

    private static String explained(Answer.Failure<?> failure) {
        return failure.isIdentityRefused()
                ? "the control plane does not accept this node's identity (" + failure.sentence()
                        + "); if the node was deleted there, move the state file away and run `" + AgentCommand.NAME
                        + " enroll`:"
                        + " this agent takes the new identity up by itself"
                : failure.sentence();
    }
}
