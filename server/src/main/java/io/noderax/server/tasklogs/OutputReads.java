package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.LogState;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.server.http.Caller;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.noderax.server.waiting.Deadlines;
import io.noderax.server.workspaces.Scope;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads logs by offset, as frames; on wish a read waits until there is more. */
@Singleton
class OutputReads {
    private final Database database;
    private final LoggedTasks tasks;
    private final LogHeadStore heads;
    private final LogScan scan;
    private final ParkedReads parked;
    private final Deadlines deadlines;

    OutputReads(
            Database database,
            LoggedTasks tasks,
            LogHeadStore heads,
            LogScan scan,
            ParkedReads parked,
            Deadlines deadlines,
            Signals signals) {
        this.database = database;
        this.tasks = tasks;
        this.heads = heads;
        this.scan = scan;
        this.parked = parked;
        this.deadlines = deadlines;
        parked.whenWoken(this::lookOrPark);
        signals.on(Signal.LOG_CHANGED, task -> parked.wake(new TaskId(task)));
    }

    void onStop(@Observes ShutdownEvent stopping) {
        parked.clear().forEach(ParkedRead::answerWithLast);
    }

    /** The head of a log that the operator may read and that is still there. */
    LogHead head(Scope scope, TaskId task) {
        TaskStatus status = tasks.readable(scope, task);
        LogState none = status.isFinal() ? LogState.LINES : LogState.OPEN;
        LogHead head = database.run(db -> heads.find(db, task)).orElse(LogHead.none(task, none));
        if (head.state() == LogState.EXPIRED) {
            throw expired(task);
        }
        return head;
    }

    /** The answer comes when there is something to read, or when the time is over. */
    CompletionStage<Output> read(LogHead head, OutputQuery query, Caller caller) {
        long offset = query.offsetIn(head.end());
        Output now = output(head, offset, query.frameLimit());
        if (now.isNews() || query.longestWait().isZero()) {
            return CompletableFuture.completedStage(now);
        }
        ParkedRead read = new ParkedRead(head.task(), offset, query.frameLimit(), now);
        caller.onGone(() -> parked.remove(read));
        lookOrPark(read);
        if (!read.isDone()) {
            deadlines.limit(read.answer(), query.longestWait(), () -> timeIsOver(read));
        }
        return read.answer();
    }

    /** Parks first, so that what is stored after the look wakes it. */
    private void lookOrPark(ParkedRead read) {
        parked.add(read);
        try {
            LogHead head =
                    database.run(db -> heads.find(db, read.task())).orElse(LogHead.none(read.task(), LogState.OPEN));
            if (head.state() == LogState.EXPIRED) {
                throw expired(read.task());
            }
            if (read.answerIfDue(output(head, read.offset(), read.limit()))) {
                parked.remove(read);
            }
        } catch (RuntimeException e) {
            parked.remove(read);
            read.fail(e);
        }
    }

    private void timeIsOver(ParkedRead read) {
        read.setOverdue();
        if (parked.remove(read)) {
            Thread.ofVirtual().name("log-reader").start(read::answerWithLast);
        }
    }

    private Output output(LogHead head, long offset, int limit) {
        ByteBuffer frames = ByteBuffer.allocate(0);
        if (offset < head.end()) {
            FrameBuffer buffer = new FrameBuffer(offset, limit);
            scan.fromOffset(head.task(), offset, buffer::take);
            frames = buffer.bytes();
        }
        return new Output(frames, head.end(), head.state());
    }

    private static Refusal expired(TaskId task) {
        return Refusal.gone("The log of task " + task + " was deleted because of its age (NODERAX_LOG_RETENTION)");
    }
}
