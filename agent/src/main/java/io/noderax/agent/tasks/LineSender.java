package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.controlplane.Patience;
import io.noderax.agent.journal.AttemptJournal;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.SplitLine;
import io.noderax.protocol.task.LogLine;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sends one line after the other.
 *
 * <p>A line that the server will not take becomes part of a gap that the next line tells of; a server that is away is waited
 * for. Once {@link #limit} has been called, the time that an answering server takes is limited. One thread sends.
 */
final class LineSender {
    private static final int MOST_BROKEN_ANSWERS = 5;
    private static final int MOST_CONFLICTS = 3;
    private static final String NO_TIME = "the time for delivering them after the end of the task was over";

    private final TaskParts parts;
    private final AttemptJournal journal;
    private final DeliveryGoal goal;
    private final Patience patience;
    private final MissingLines missing = new MissingLines();
    private volatile @Nullable Duration budget;
    private long spentNanos;
    private int conflicts;

    LineSender(TaskParts parts, AttemptJournal journal, DeliveryGoal goal) {
        this.parts = parts;
        this.journal = journal;
        this.goal = goal;
        this.patience = parts.patience();
    }

    /** Limits the rest of the delivery. May be called from any thread. */
    void limit(Duration atMost) {
        budget = atMost;
    }

    /** Sends the line, or counts it as missing; without either when the goal is reached. */
    void send(SplitLine line) {
        if (isSpent()) {
            missing.add(line, NO_TIME);
            return;
        }
        Instant time = Instant.ofEpochMilli(line.timeMillis());
        tellGap(time);
        int brokenAnswers = 0;
        while (!goal.isReached(0)) {
            long asked = System.nanoTime();
            Answer<?> answer = send(line.stream(), time, LogText.fit(line));
            if (!(answer instanceof Answer.Failure<?> failure)) {
                conflicts = 0;
                patience.reset();
                spend(asked);
                return;
            }
            if (failure instanceof Answer.Broken<?> broken && !broken.isAway()) {
                brokenAnswers++;
            }
            if (!failure.isTransient() || brokenAnswers >= MOST_BROKEN_ANSWERS) {
                leaveOut(line, failure);
                return;
            }
            waitAfter(failure, asked);
            if (isSpent()) {
                missing.add(line, NO_TIME);
                return;
            }
        }
    }

    private Answer<?> send(LogFrame.Kind stream, Instant time, String text) {
        String name = switch (stream) {
            case STDOUT -> "stdout";
            case STDERR -> "stderr";
            case SYSTEM, STDOUT_GAP, STDERR_GAP -> "system";
        };
        LogLine body = new LogLine(journal.task(), time, name, text);
        return parts.insistence()
                .settled(parts.deliveries(), () -> parts.calls().log(journal.task(), journal.attempt(), body));
    }

    private void waitAfter(Answer.Failure<?> failure, long asked) {
        Duration delay = patience.after(failure);
        parts.log().debug("line not delivered, trying again", "taskId", journal.task(), "error", failure.sentence());
        parts.deliveries().await(delay);
        boolean answering = failure instanceof Answer.Throttled<?>
                || (failure instanceof Answer.Broken<?> broken && !broken.isAway());
        if (answering) {
            spend(asked);
        }
    }

    private void spend(long since) {
        if (budget != null) {
            spentNanos += System.nanoTime() - since;
        }
    }

    private boolean isSpent() {
        Duration atMost = budget;
        return atMost != null && spentNanos >= atMost.toNanos();
    }

    private void leaveOut(SplitLine line, Answer.Failure<?> failure) {
        missing.add(line, failure.sentence());
        if (failure instanceof Answer.Refused<?> refused && (refused.status() == 404 || refused.status() == 409)) {
            conflicts++;
            if (refused.status() == 404 || conflicts >= MOST_CONFLICTS) {
                parts.log()
                        .warn(
                                "log not wanted by the control plane",
                                "taskId",
                                journal.task(),
                                "reason",
                                failure.sentence());
                goal.giveUp();
            }
        }
    }

    /** One line in the place of those that are missing; it is tried like any line, but nothing is told of its own failure. */
    void tellGap(Instant time) {
        if (missing.isEmpty() || goal.isReached(0)) {
            return;
        }
        String sentence = missing.sentence();
        parts.log().warn("lines left out", "taskId", journal.task(), "what", sentence);
        for (int tries = 0; tries < MOST_BROKEN_ANSWERS && !goal.isReached(0); tries++) {
            long asked = System.nanoTime();
            Answer<?> answer = send(LogFrame.Kind.SYSTEM, time, LogText.cut(sentence, LogLine.LONGEST));
            if (!(answer instanceof Answer.Failure<?> failure) || !failure.isTransient()) {
                break;
            }
            waitAfter(failure, asked);
        }
        missing.clear();
    }
}
