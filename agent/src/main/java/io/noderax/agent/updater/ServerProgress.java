package io.noderax.agent.updater;

import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.controlplane.Patience;
import io.noderax.agent.controlplane.UpdateCalls;
import io.noderax.agent.log.EventLog;
import io.noderax.protocol.update.UpdateProgress;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells it by the node's own calls. */
final class ServerProgress implements Progress {
    private final UpdateCalls calls;
    private final @Nullable UUID target;
    private final Patience patience;
    private final Trial.Pause pause;
    private final Duration longest;
    private final LongSupplier nanoTime;
    private final EventLog log;

    /**
     * How to insist.
     *
     * @param longest after which it gives up
     */
    record Insisting(Patience patience, Trial.Pause pause, Duration longest, LongSupplier nanoTime) {}

    /** @param target null: nobody wants to hear of the update */
    ServerProgress(UpdateCalls calls, @Nullable UUID target, Insisting insisting, EventLog log) {
        this.calls = calls;
        this.target = target;
        this.patience = insisting.patience();
        this.pause = insisting.pause();
        this.longest = insisting.longest();
        this.nanoTime = insisting.nanoTime();
        this.log = log;
    }

    @Override
    public void say(UpdateProgress progress) {
        log.info(
                "update",
                "status",
                progress.status().wireName(),
                "percent",
                progress.progressPercent(),
                "message",
                String.valueOf(progress.message()));
        if (target != null && calls.report(target, progress) instanceof Answer.Failure<?> failure) {
            log.debug("progress was not heard", "error", failure.sentence());
        }
    }

    @Override
    public void insist(UpdateProgress progress) {
        log.info("update", "status", progress.status().wireName(), "message", String.valueOf(progress.message()));
        if (target == null) {
            return;
        }
        long begun = nanoTime.getAsLong();
        while (calls.report(target, progress) instanceof Answer.Failure<?> failure) {
            boolean late = nanoTime.getAsLong() - begun > longest.toNanos();
            if (late || !failure.isTransient() || !pause.waited(patience.after(failure))) {
                log.warn("the control plane did not hear the end of the update", "error", failure.sentence());
                return;
            }
        }
    }

    @Override
    public boolean serverAnswers() {
        return calls.serverAnswers();
    }
}
