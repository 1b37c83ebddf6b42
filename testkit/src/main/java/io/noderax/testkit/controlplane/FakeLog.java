package io.noderax.testkit.controlplane;

import io.noderax.protocol.log.BadFrame;
import io.noderax.protocol.log.LineSplitter;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.SplitLine;
import io.noderax.protocol.task.LogEnd;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log of one attempt as it came in batches; its control plane's lock guards it. */
final class FakeLog {
    final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final LineSplitter splitter = new LineSplitter();
    private final List<String> lines;
    private long end;
    private boolean hasGaps;
    private boolean isWhole;

    @Nullable
    LogEnd announced;

    /** @param lines where the log's lines go */
    FakeLog(List<String> lines) {
        this.lines = lines;
    }

    /**
     * Takes what is new of the batch, or nothing when it starts behind the end; gives the end.
     *
     * @throws BadFrame when the batch is no row of whole frames that follow each other; then nothing is taken
     */
    long take(byte[] batch) {
        List<LogFrame> frames = frames(batch);
        if (frames.getFirst().offset() <= end) {
            for (LogFrame frame : frames) {
                if (frame.end() > end) {
                    add(frame.from(end));
                }
            }
        }
        finishIfWhole();
        return end;
    }

    void announce(LogEnd whole) {
        announced = whole;
        finishIfWhole();
    }

    long end() {
        return end;
    }

    /** As the control plane names it. */
    String state() {
        LogEnd whole = announced;
        if (whole == null) {
            return "open";
        }
        if (!isWhole) {
            return "receiving";
        }
        if (end > whole.end()) {
            return "damaged";
        }
        if (hasGaps) {
            return "gaps";
        }
        return isProven(stdout, whole.stdout()) && isProven(stderr, whole.stderr()) ? "complete" : "damaged";
    }

    private static List<LogFrame> frames(byte[] batch) {
        ByteBuffer in = ByteBuffer.wrap(batch);
        List<LogFrame> frames = new ArrayList<>();
        for (LogFrame frame = LogFrame.next(in); frame != null; frame = LogFrame.next(in)) {
            if (!frames.isEmpty() && frames.getLast().end() != frame.offset()) {
                throw new BadFrame(
                        "offset of a frame must be " + frames.getLast().end() + " (got " + frame.offset() + ")");
            }
            frames.add(frame);
        }
        if (in.hasRemaining() || frames.isEmpty()) {
            throw new BadFrame("a batch must be whole frames, at least one");
        }
        return frames;
    }

    private void add(LogFrame frame) {
        switch (frame.kind()) {
            case STDOUT -> stdout.writeBytes(frame.bytes());
            case STDERR -> stderr.writeBytes(frame.bytes());
            case SYSTEM -> {}
            case STDOUT_GAP, STDERR_GAP -> hasGaps = true;
        }
        end = frame.end();
        splitter.accept(frame, this::show);
    }

    private void finishIfWhole() {
        LogEnd whole = announced;
        if (whole != null && end >= whole.end() && !isWhole) {
            isWhole = true;
            splitter.end(this::show);
        }
    }

    private void show(SplitLine line) {
        String level = line.stream() == LogFrame.Kind.SYSTEM
                ? "info"
                : line.stream() == LogFrame.Kind.STDERR ? "stderr" : "stdout";
        lines.add(level + ": " + line.shown());
    }

    private static boolean isProven(ByteArrayOutputStream stream, LogEnd.StreamEnd written) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(stream.toByteArray());
            return stream.size() == written.bytes()
                    && HexFormat.of().formatHex(digest).equals(written.sha256());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
