package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.controlplane.Patience;
import io.noderax.agent.journal.OutputJournal;
import io.noderax.agent.journal.OutputLine;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Sends one attempt's lines from the journal to the server, in order, one at a time (agent contract, 6).
 *
 * <p>A line that the server will not take becomes part of a gap that the next line tells of; a server that is away is waited
 * for. Once {@link #drain} has been called, the time that an answering server takes is limited.
 */
final class LogDelivery implements Runnable {
    private static final Duration LOOK_UP = Duration.ofSeconds(1);
    private static final int MOST_BROKEN_ANSWERS = 5;
    private static final int MOST_CONFLICTS = 3;

    private final TaskParts parts;
    private final TaskId task;
    private final AttemptId attempt;
    private final OutputJournal output;
    private final Patience patience;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Duration budget;
    private long spentNanos;
    private long missing;
    private String missingBecause = "";
    private int conflicts;
    private boolean abandoned;

    LogDelivery(TaskParts parts, TaskId task, AttemptId attempt, OutputJournal output) {
        this.parts = parts;
        this.task = task;
        this.attempt = attempt;
        this.output = output;
        this.patience = parts.patience();
    }

    @Override
    public void run() {
        try {
            while (!isStopped() && !output.isAtEnd()) {
                OutputLine line = output.take(LOOK_UP);
                if (line != null) {
                    deliver(line);
                }
            }
            tellGap(parts.clock().instant());
        } finally {
            done.countDown();
        }
    }

    /** Limits the rest of the delivery; for whoever calls {@link #run} afterwards. */
    void limit(Duration atMost) {
        budget = atMost;
    }

    /** Limits the rest of the delivery and blocks until it is over, or the agent stops. */
    void drain(Duration atMost) {
        limit(atMost);
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopped() {
        return abandoned || parts.deliveries().isStopped();
    }

    private void deliver(OutputLine line) {
        if (isSpent()) {
            skipRest(line);
            return;
        }
        tellGap(line.time());
        int brokenAnswers = 0;
        while (!isStopped()) {
            long asked = System.nanoTime();
            Answer<?> answer = send(line.stream(), line.time(), line.text());
            if (!(answer instanceof Answer.Failure<?> failure)) {
                conflicts = 0;
                patience.reset();
                output.acknowledge();
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
                skipRest(line);
                return;
            }
        }
    }

    private Answer<?> send(OutputLine.Stream stream, Instant time, String text) {
        LogLine body = new LogLine(task, time, stream.wireName(), text);
        return parts.insistence()
                .settled(parts.deliveries(), () -> parts.calls().log(task, attempt, body));
    }

    private void waitAfter(Answer.Failure<?> failure, long asked) {
        Duration delay = patience.after(failure);
        parts.log().debug("line not delivered, trying again", "taskId", task, "error", failure.sentence());
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

    private void leaveOut(OutputLine line, Answer.Failure<?> failure) {
        missing += line.lines();
        missingBecause = failure.sentence();
        if (failure instanceof Answer.Refused<?> refused && (refused.status() == 404 || refused.status() == 409)) {
            conflicts++;
            abandoned = refused.status() == 404 || conflicts >= MOST_CONFLICTS;
        }
        if (abandoned) {
            missing += output.skipRest();
            parts.log().warn("lines left out", "taskId", task, "lines", missing, "reason", missingBecause);
            missing = 0;
        }
    }

    private void skipRest(OutputLine line) {
        missing += line.lines() + output.skipRest();
        missingBecause = "the time for delivering them after the end of the task was over";
    }

    /** One line in the place of those that are missing; it is tried like any line, but nothing is told of its own failure. */
    private void tellGap(Instant time) {
        if (missing == 0 || isStopped()) {
            return;
        }
        OutputLine gap = OutputLine.gap(time, missing, missingBecause);
        parts.log().warn("lines left out", "taskId", task, "lines", missing, "reason", missingBecause);
        for (int tries = 0; tries < MOST_BROKEN_ANSWERS && !isStopped(); tries++) {
            long asked = System.nanoTime();
            Answer<?> answer = send(gap.stream(), gap.time(), LogText.fit(gap.text(), 0));
            if (!(answer instanceof Answer.Failure<?> failure) || !failure.isTransient()) {
                break;
            }
            waitAfter(failure, asked);
        }
        missing = 0;
        if (!isStopped()) {
            output.acknowledge();
        }
    }
}
