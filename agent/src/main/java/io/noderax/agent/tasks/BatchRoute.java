package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.controlplane.Patience;
import io.noderax.agent.journal.AttemptJournal;
import io.noderax.agent.journal.AttemptLog;
import io.noderax.agent.journal.Delivered;
import io.noderax.agent.journal.FrameReader;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.protocol.task.BatchAcknowledged;
import java.io.IOException;
import java.time.Duration;

/**
 * Delivers a log as frames, many at once (extension {@code log-batches}). What the server has is deleted from the journal; it may
 * also go back, and is then sent again from where it stands. One thread.
 */
final class BatchRoute {
    private static final Duration LOOK_UP = Duration.ofSeconds(20);

    /** How long more is waited for after the first byte: not many bytes each are worth a call of their own. */
    private static final Duration GATHER = Duration.ofMillis(50);

    private static final int MOST_CONFLICTS = 3;

    private final TaskParts parts;
    private final AttemptJournal journal;
    private final AttemptLog log;
    private final DeliveryGoal goal;
    private final Patience patience;
    private int conflicts;
    private boolean answering = true;

    BatchRoute(TaskParts parts, AttemptJournal journal, DeliveryGoal goal) {
        this.parts = parts;
        this.journal = journal;
        this.log = journal.log();
        this.goal = goal;
        this.patience = parts.patience();
    }

    /** Delivers until the goal is reached, the log has ended, or the server takes no batches any more. */
    void deliver() throws IOException {
        try (FrameReader frames = log.readFrom(log.delivered().offset())) {
            while (!goal.isReached(frames.offset()) && !log.isDelivered() && takesBatches()) {
                log.awaitMore(frames.offset(), LOOK_UP);
                long waiting = log.length() - frames.offset();
                if (waiting > 0 && waiting < FrameBatch.LARGEST && !log.isEnded()) {
                    parts.deliveries().await(GATHER);
                }
                FrameBatch batch =
                        FrameBatch.gather(frames, answering ? FrameBatch.LARGEST : FrameBatch.PROBE, waiting);
                if (!batch.isEmpty()) {
                    send(batch, frames);
                }
            }
        }
    }

    private boolean takesBatches() {
        return parts.calls().extensions().takesLogBatches();
    }

    private void send(FrameBatch batch, FrameReader frames) throws IOException {
        switch (call(batch)) {
            case Answer.Ok<BatchAcknowledged>(BatchAcknowledged acknowledged) ->
                acknowledged(batch, acknowledged.acknowledged(), frames);
            case Answer.Refused<BatchAcknowledged> refused
            when isAboutTheFrames(refused.status()) -> sendGap(batch, refused, frames);
            case Answer.Failure<BatchAcknowledged> failure -> {
                answering = false;
                frames.seek(batch.start());
                after(failure);
            }
        }
    }

    private Answer<BatchAcknowledged> call(FrameBatch batch) {
        return parts.calls().logBatch(journal.task(), journal.attempt(), batch.bytes());
    }

    private void acknowledged(FrameBatch batch, long offset, FrameReader frames) throws IOException {
        long known = Math.min(offset, batch.end());
        conflicts = 0;
        answering = true;
        log.acknowledge(Delivered.below(known));
        if (known != batch.end()) {
            parts.log().warn("control plane stands elsewhere in the log", "taskId", journal.task(), "offset", known);
            frames.seek(known);
        }
        if (known > batch.start()) {
            patience.reset();
        } else {
            parts.deliveries().await(parts.pace().firstRetry());
        }
    }

    /** The server will never take these frames: it is told what is missing instead, and then the log goes on. */
    private void sendGap(FrameBatch batch, Answer.Refused<?> refusal, FrameReader frames) throws IOException {
        parts.log().warn("part of the log left out", "taskId", journal.task(), "reason", refusal.sentence());
        FrameBatch gap = batch.asGap();
        Answer<BatchAcknowledged> answer = parts.insistence().decided("log", parts.deliveries(), () -> call(gap));
        switch (answer) {
            case Answer.Ok<BatchAcknowledged>(BatchAcknowledged acknowledged) ->
                acknowledged(gap, acknowledged.acknowledged(), frames);
            case Answer.Refused<BatchAcknowledged> refused when isAboutTheFrames(refused.status()) -> unwanted(refused);
            case Answer.Failure<BatchAcknowledged> failure -> {
                frames.seek(batch.start());
                after(failure);
            }
        }
    }

    private void after(Answer.Failure<?> failure) {
        if (failure instanceof Answer.Refused<?> refused && refused.status() == 404) {
            // Without the task the lines find that out as well.
            parts.calls().extensions().withdraw(WireHeaders.EXT_LOG_BATCHES);
            return;
        }
        if (failure instanceof Answer.Refused<?> refused && refused.status() == 409 && ++conflicts >= MOST_CONFLICTS) {
            unwanted(refused);
            return;
        }
        parts.log().debug("log not delivered, trying again", "taskId", journal.task(), "error", failure.sentence());
        parts.deliveries().await(patience.after(failure));
    }

    private void unwanted(Answer.Refused<?> refused) {
        parts.log().warn("log not wanted by the control plane", "taskId", journal.task(), "reason", refused.sentence());
        goal.giveUp();
    }

    private static boolean isAboutTheFrames(int status) {
        return status != 401 && status != 403 && status != 404 && status != 408 && status != 409;
    }
}
