package io.noderax.server.tasklogs;

import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.task.LogEnd;
import io.noderax.protocol.task.LogEnd.StreamEnd;
import io.noderax.protocol.task.LogState;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Adds up what is in a log, from its start to its end. Belongs to one thread. */
final class LogTally {
    private final Stream stdout = new Stream();
    private final Stream stderr = new Stream();
    private long next;

    /** Always wants more. */
    boolean take(LogSegment segment) {
        segment.eachFrame(next, this::add);
        return true;
    }

    /** What the log is, measured by what the agent says that the task wrote. */
    LogState compare(LogEnd expected) {
        if (next != expected.end() || !stdout.hasAll(expected.stdout()) || !stderr.hasAll(expected.stderr())) {
            return LogState.DAMAGED;
        }
        return stdout.missing + stderr.missing > 0 ? LogState.GAPS : LogState.COMPLETE;
    }

    private void add(LogFrame frame) {
        if (frame.offset() != next) {
            throw new BrokenSegment("a frame at " + frame.offset() + " stands where " + next + " should be");
        }
        next = frame.end();
        switch (frame.kind()) {
            case STDOUT -> stdout.add(frame);
            case STDERR -> stderr.add(frame);
            case STDOUT_GAP -> stdout.missing += frame.gap().bytes();
            case STDERR_GAP -> stderr.missing += frame.gap().bytes();
            case SYSTEM -> {}
        }
    }

    /** One of the two streams. */
    private static final class Stream {
        private final MessageDigest hash = sha256();
        private long bytes;
        private long missing;

        void add(LogFrame frame) {
            bytes += frame.payload().remaining();
            hash.update(frame.payload());
        }

        /** All bytes are here or said to be missing; when none is missing, the hash proves it. */
        boolean hasAll(StreamEnd expected) {
            if (bytes + missing != expected.bytes()) {
                return false;
            }
            return missing > 0 || HexFormat.of().formatHex(hash.digest()).equals(expected.sha256());
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
