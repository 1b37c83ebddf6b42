package io.noderax.agent.tasks;

import io.noderax.agent.journal.AttemptJournal;
import io.noderax.agent.journal.AttemptLog;
import io.noderax.agent.journal.Delivered;
import io.noderax.agent.journal.FrameReader;
import io.noderax.protocol.log.LineSplitter;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.SplitLine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Delivers a log line by line, in order, one at a time (agent contract, 6). How far it got, within a line too, is on the disk. One
 * thread delivers.
 */
final class LineRoute {
    private static final Duration LOOK_UP = Duration.ofSeconds(20);

    /** So few bytes are made into lines at a time that their lines never take much memory. */
    private static final int PIECE = 4 * 1024;

    private final TaskParts parts;
    private final AttemptLog log;
    private final DeliveryGoal goal;
    private final LineSender sender;

    LineRoute(TaskParts parts, AttemptJournal journal, DeliveryGoal goal) {
        this.parts = parts;
        this.log = journal.log();
        this.goal = goal;
        this.sender = new LineSender(parts, journal, goal);
    }

    /** Limits the rest of the delivery. */
    void limit(Duration atMost) {
        sender.limit(atMost);
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
            sender.send(lines.get(i));
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
            sender.send(lines.get(i));
        }
        sender.tellGap(parts.clock().instant());
        if (!goal.isReached(log.length())) {
            log.acknowledge(Delivered.below(log.length()));
        }
    }
}
