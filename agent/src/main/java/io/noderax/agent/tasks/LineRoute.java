package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.controlplane.Patience;
import io.noderax.agent.journal.AttemptJournal;
import io.noderax.agent.journal.AttemptLog;
import io.noderax.agent.journal.Delivered;
import io.noderax.agent.journal.FrameReader;
import io.noderax.protocol.log.LineSplitter;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.SplitLine;
import io.noderax.protocol.task.LogLine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Delivers a log line by line, in order, one at a time (agent contract, 6).
 *
 * <p>A line that the server will not take becomes part of a gap that the next line tells of; a server that is away is waited
 * for. Once {@link #limit} has been called, the time that an answering server takes is limited. One thread delivers.
 */
final class LineRoute {
    private static final Duration LOOK_UP = Duration.ofSeconds(20);

    /** So few bytes are made into lines at a time that their lines never take much memory. */
    private static final int PIECE = 4 * 1024;

    private static final int MOST_BROKEN_ANSWERS = 5;
    private static final int MOST_CONFLICTS = 3;

    private final TaskParts parts;
    private final AttemptJournal journal;
    private final AttemptLog log;
    private final DeliveryGoal goal;
    private final Patience patience;
    private final MissingLines missing = new MissingLines();
    private volatile @Nullable Duration budget;
    private long spentNanos;
    private int conflicts;

    LineRoute(TaskParts parts, AttemptJournal journal, DeliveryGoal goal) {
        this.parts = parts;
        this.journal = journal;
        this.log = journal.log();
        this.goal = goal;
        this.patience = parts.patience();
    }

    /** Limits the rest of the delivery. */
    void limit(Duration atMost) {
        budget = atMost;
    }

    /** Delivers until the goal is reached, the log has ended, or the server takes batches. */
    void deliver() throws IOException {
        Delivered start = log.delivered();
        LineSplitter splitter = LineSplitter.restore(start.splitter());
        int known = start.lines();
        try (FrameReader frames = log.readFrom(start.offset())) {
            while (!goal.isReached(frames.offset()) && !takesBatches(splitter)) {
                LogFrame frame = frames.next();
                if (frame != null) {
                    for (LogFrame piece = first(frame); piece != null; piece = following(frame, piece)) {
                        known = deliver(piece, splitter, known);
                    }
                } else if (log.isEnded()) {
                    deliverRest(splitter, known);
                    return;
                } else {
                    log.awaitMore(frames.offset(), LOOK_UP);
                }
            }
        }
    }

    private boolean takesBatches(LineSplitter splitter) {
        return splitter.isAtLineStart() && parts.calls().extensions().takesLogBatches();
    }

    private static @Nullable LogFrame first(LogFrame frame) {
        return piece(frame, 0);
    }

    private static @Nullable LogFrame following(LogFrame frame, LogFrame piece) {
        return frame.kind().isGap() || piece.end() >= frame.end()
                ? null
                : piece(frame, (int) (piece.end() - frame.offset()));
    }

    private static LogFrame piece(LogFrame frame, int from) {
        if (frame.kind().isGap() || frame.kind() == LogFrame.Kind.SYSTEM) {
            return frame;
        }
        int length = Math.min(PIECE, frame.payload().remaining() - from);
        return new LogFrame(
                frame.kind(),
                frame.timeMillis(),
                frame.offset() + from,
                frame.payload().slice(from, length));
    }

    /**
     * Delivers the lines that end in a piece.
     *
     * @param known how many of them the server has already
     * @return how many of the next piece's it has
     */
    private int deliver(LogFrame piece, LineSplitter splitter, int known) {
        byte[] before = splitter.save();
        List<SplitLine> lines = new ArrayList<>();
        splitter.accept(piece, lines::add);
        for (int i = known; i < lines.size(); i++) {
            deliver(lines.get(i));
            if (goal.isReached(piece.offset())) {
                return known;
            }
            log.acknowledge(new Delivered(piece.offset(), i + 1, before));
        }
        if (!goal.isReached(piece.offset())) {
            log.acknowledge(new Delivered(piece.end(), 0, splitter.save()));
        }
        return Math.max(0, known - lines.size());
    }

    private void deliverRest(LineSplitter splitter, int known) {
        List<SplitLine> lines = new ArrayList<>(2);
        splitter.end(lines::add);
        for (int i = known; i < lines.size(); i++) {
            deliver(lines.get(i));
        }
        tellGap(parts.clock().instant());
        if (!goal.isReached(log.length())) {
            log.acknowledge(Delivered.below(log.length()));
        }
    }

    private void deliver(SplitLine line) {
        if (isSpent()) {
            missing.add(line, "the time for delivering them after the end of the task was over");
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
                missing.add(line, "the time for delivering them after the end of the task was over");
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
    private void tellGap(Instant time) {
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
