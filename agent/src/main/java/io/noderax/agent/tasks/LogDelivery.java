package io.noderax.agent.tasks;

import io.noderax.agent.journal.AttemptJournal;
import io.noderax.agent.journal.AttemptLog;
import io.noderax.agent.loops.AgentThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Sends one attempt's log from the journal to the server: as frames where the server takes them, else as lines. It follows a log
 * that grows, and ends with it, or when the agent does.
 */
final class LogDelivery implements Runnable {
    private final TaskParts parts;
    private final AttemptJournal journal;
    private final AttemptLog log;
    private final boolean isFirstContact;
    private final DeliveryGoal goal;
    private final LineRoute lines;
    private final BatchRoute batches;
    private final CountDownLatch routeKnown = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    private LogDelivery(TaskParts parts, AttemptJournal journal, boolean isFirstContact) {
        this.parts = parts;
        this.journal = journal;
        this.log = journal.log();
        this.isFirstContact = isFirstContact;
        this.goal = new DeliveryGoal(parts.deliveries());
        this.lines = new LineRoute(parts, journal, goal);
        this.batches = new BatchRoute(parts, journal, goal);
    }

    /**
     * A delivery that is under way, on a thread of its own.
     *
     * @param isFirstContact whether this agent may not have heard yet what the server can do
     */
    static LogDelivery start(TaskParts parts, AttemptJournal journal, boolean isFirstContact) {
        LogDelivery delivery = new LogDelivery(parts, journal, isFirstContact);
        AgentThread.start("logs-" + journal.task().toString().substring(0, 8), delivery);
        return delivery;
    }

    @Override
    public void run() {
        try {
            if (isFirstContact) {
                meetServer();
            }
            routeKnown.countDown();
            while (!goal.isReached(log.delivered().offset()) && !log.isDelivered()) {
                if (parts.calls().extensions().takesLogBatches()) {
                    batches.deliver();
                } else {
                    lines.deliver();
                }
            }
        } catch (IOException | UncheckedIOException e) {
            parts.log().error("log cannot be delivered from the journal", "taskId", journal.task(), "error", e);
        } finally {
            routeKnown.countDown();
            done.countDown();
        }
    }

    /** Whether the log goes as frames: then it may follow the result. Blocks until the server has said what it takes. */
    boolean goesByBatches() {
        await(routeKnown);
        return parts.calls().extensions().takesLogBatches();
    }

    /** Limits the rest of a delivery by lines, and blocks until it is over, or the agent stops. */
    void drain(Duration atMost) {
        lines.limit(atMost);
        awaitDone();
    }

    void awaitDone() {
        await(done);
    }

    /** Whether the server has all of it, or will never take it. */
    boolean isComplete() {
        return log.isDelivered() || goal.isUnwanted();
    }

    /** What is there is still delivered, what comes is left to the next agent. */
    void leave() {
        goal.leaveAt(log.length());
        log.hurry();
    }

    /** Ends it as it is. */
    void giveUp() {
        goal.giveUp();
        log.hurry();
    }

    private void meetServer() {
        parts.insistence()
                .decided(
                        "control",
                        parts.deliveries(),
                        () -> parts.calls().control(journal.task(), journal.attempt(), Duration.ZERO));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
