package io.noderax.agent.tasks;

import io.noderax.agent.journal.OutputJournal;
import io.noderax.agent.journal.OutputLine;
import io.noderax.agent.journal.OutputLine.Stream;
import io.noderax.linux.ChildOutput;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Reads a task's pipes to the end, whatever comes: bytes to lines, lines to the journal and to the captured output. */
final class OutputPump implements Runnable {
    private static final Duration LOOK_UP = Duration.ofMillis(250);
    private static final long NOT_ENDED = Long.MAX_VALUE;

    private final ChildOutput pipes;
    private final OutputJournal journal;
    private final Duration orphanedOutput;
    private final Clock clock;
    private final CapturedOutput captured = new CapturedOutput();
    private final LineAssembler output = new LineAssembler((text, skipped) -> take(Stream.STDOUT, text, skipped));
    private final LineAssembler error = new LineAssembler((text, skipped) -> take(Stream.STDERR, text, skipped));
    private final AtomicLong endedAt = new AtomicLong(NOT_ENDED);

    OutputPump(ChildOutput pipes, OutputJournal journal, Duration orphanedOutput, Clock clock) {
        this.pipes = pipes;
        this.journal = journal;
        this.orphanedOutput = orphanedOutput;
        this.clock = clock;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[ChildOutput.LARGEST_READ];
        try (pipes) {
            ChildOutput.Read last = ChildOutput.Read.QUIET;
            while (last != ChildOutput.Read.ENDED && !isOrphaned()) {
                last = pump(buffer);
            }
            output.end();
            error.end();
            if (last != ChildOutput.Read.ENDED) {
                take(
                        Stream.SYSTEM,
                        "[noderax] the command has ended, but a process that it left in the background still holds"
                                + " its output; what that one writes from here on is not recorded",
                        0);
            }
        } finally {
            journal.finish(clock.instant());
        }
    }

    /** The first process has ended: what is in the pipes is still read, later output of others is not waited for long. */
    void processEnded() {
        endedAt.set(System.nanoTime());
    }

    /** To be called after {@link #run} has returned. */
    String captured() {
        return captured.text();
    }

    private ChildOutput.Read pump(byte[] buffer) {
        ChildOutput.Chunk chunk = pipes.read(buffer, LOOK_UP);
        switch (chunk.read()) {
            case OUTPUT -> output.accept(buffer, chunk.length());
            case ERROR -> error.accept(buffer, chunk.length());
            case QUIET, ENDED -> {}
        }
        journal.publish();
        return chunk.read();
    }

    private boolean isOrphaned() {
        long ended = endedAt.get();
        return ended != NOT_ENDED && System.nanoTime() - ended > orphanedOutput.toNanos();
    }

    private void take(Stream stream, String text, long skipped) {
        captured.append(stream, text, skipped);
        journal.append(OutputLine.of(stream, clock.instant(), LogText.fit(text, skipped)));
    }
}
