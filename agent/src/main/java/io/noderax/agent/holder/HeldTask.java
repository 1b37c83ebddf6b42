package io.noderax.agent.holder;

import io.noderax.agent.journal.ExitFile;
import io.noderax.agent.journal.ExitRecord;
import io.noderax.agent.journal.FrameWriter;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.StopSignal;
import io.noderax.linux.ChildExit;
import io.noderax.linux.ChildOutput;
import io.noderax.linux.ResourceUse;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.log.LogFrame.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One task in the hands of its holder: reads its pipes to the end, whatever comes, keeps its time, and writes down its end. */
final class HeldTask implements Runnable {
    private static final Duration LOOK_UP = Duration.ofSeconds(20);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final long LOOK_FOR_EXIT_NANOS = 100_000_000;
    private static final String ORPHANED =
            "[noderax] the command has ended, but a process that it left in the background still holds its output;"
                    + " what that one writes from here on is not recorded";

    private final LaunchOrder order;
    private final TaskProcess process;
    private final FrameWriter log;
    private final TaskEnder ender;
    private final Clock clock;
    private final EventLog events;
    private final Runnable changed;
    private final long startedAt;
    private long lookedAt;
    private long exitedAt;
    private Instant exitTime = Instant.EPOCH;
    private @Nullable ChildExit exit;
    private boolean timedOut;
    private volatile long written;
    private volatile @Nullable ExitRecord record;
    private volatile boolean recorded;

    /**
     * @param startedAt {@code System.nanoTime()} before the process was made
     * @param changed called whenever there is something new to tell
     */
    HeldTask(
            LaunchOrder order,
            TaskProcess process,
            long startedAt,
            FrameWriter log,
            TaskEnder ender,
            Clock clock,
            EventLog events,
            Runnable changed) {
        this.order = order;
        this.process = process;
        this.startedAt = startedAt;
        this.log = log;
        this.ender = ender;
        this.clock = clock;
        this.events = events;
        this.changed = changed;
    }

    LaunchOrder order() {
        return order;
    }

    TaskProcess process() {
        return process;
    }

    TaskEnder ender() {
        return ender;
    }

    /** How far the log is on the disk. */
    long written() {
        return written;
    }

    /** How it ended; null while it runs. */
    @Nullable
    ExitRecord record() {
        return record;
    }

    /** Whether its end is on the disk, so that nobody needs this process to know it. */
    boolean isRecorded() {
        return recorded;
    }

    @Override
    public void run() {
        ChildExit ended;
        JsonObject mishap;
        ResourceUse use;
        try (process) {
            pump();
            ended = awaitExit();
            mishap = process.mishap();
            use = process.use();
        }
        ender.processEnded();
        ExitRecord end = ExitRecord.of(
                ended,
                mishap == null ? ender.cause() : mishap,
                exitTime,
                (exitedAt - startedAt) / 1_000_000,
                use,
                log.finish());
        recorded = writeDown(end);
        written = end.onDisk();
        record = end;
        changed.run();
        StopSignal never = new StopSignal();
        while (!recorded) {
            never.await(RETRY);
            recorded = writeDown(end);
        }
        changed.run();
    }

    private void pump() {
        lookForExit();
        while (true) {
            ChildOutput.Chunk chunk = process.output().read(untilNext());
            switch (chunk.read()) {
                case OUTPUT -> append(Kind.STDOUT, chunk);
                case ERROR -> append(Kind.STDERR, chunk);
                case QUIET -> lookForExit();
                case ENDED -> {
                    return;
                }
            }
            long now = System.nanoTime();
            if (now - lookedAt > LOOK_FOR_EXIT_NANOS) {
                lookForExit();
            }
            keepTime(now);
            if (exit != null && now - exitedAt > order.orphanedOutput().toNanos()) {
                log.say(ORPHANED);
                return;
            }
        }
    }

    private void append(Kind stream, ChildOutput.Chunk chunk) {
        log.append(stream, chunk.bytes());
        written = log.end();
        changed.run();
    }

    /** Also after it has closed its output, a task has its time and can be ended. */
    private ChildExit awaitExit() {
        lookForExit();
        while (exit == null) {
            process.output().awaitExit(untilNext());
            lookForExit();
            keepTime(System.nanoTime());
        }
        return exit;
    }

    private void lookForExit() {
        lookedAt = System.nanoTime();
        if (exit == null) {
            exit = process.exit();
            exitedAt = lookedAt;
            exitTime = clock.instant();
        }
    }

    private void keepTime(long now) {
        if (exit == null && !timedOut && now - startedAt >= order.timeout().toNanos()) {
            timedOut = true;
            ender.end(TimeoutCause.after(order.timeout()), order.grace());
        }
    }

    /** How long nothing has to be done unless something comes. */
    private Duration untilNext() {
        long now = System.nanoTime();
        long next = LOOK_UP.toNanos();
        if (exit != null) {
            next = Math.min(next, order.orphanedOutput().toNanos() - (now - exitedAt) + 1_000_000);
        } else if (!timedOut) {
            next = Math.min(next, order.timeout().toNanos() - (now - startedAt) + 1_000_000);
        }
        return Duration.ofNanos(Math.max(0, next));
    }

    /** Also done when there is no folder any more: then the agent has delivered it already. */
    private boolean writeDown(ExitRecord end) {
        try {
            ExitFile.write(order.folder(), end);
            return true;
        } catch (IOException e) {
            events.error("exit record cannot be written", "attempt", order.attempt(), "error", e);
            return !Files.isDirectory(order.folder());
        }
    }
}
