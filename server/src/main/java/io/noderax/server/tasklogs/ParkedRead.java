package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A read that is answered when there is more than its reader has, or when its time is over. The first answer counts. Safe for
 * several threads.
 */
final class ParkedRead {
    private final TaskId task;
    private final long offset;
    private final int limit;
    private final CompletableFuture<Output> answer = new CompletableFuture<>();
    private volatile boolean overdue;
    private volatile Output last;

    ParkedRead(TaskId task, long offset, int limit, Output last) {
        this.task = task;
        this.offset = offset;
        this.limit = limit;
        this.last = last;
    }

    TaskId task() {
        return task;
    }

    long offset() {
        return offset;
    }

    int limit() {
        return limit;
    }

    CompletionStage<Output> answer() {
        return answer;
    }

    boolean isDone() {
        return answer.isDone();
    }

    void setOverdue() {
        overdue = true;
    }

    /** Answers if there is a reason to; whether it needs no more. */
    boolean answerIfDue(Output seen) {
        last = seen;
        if (seen.isNews() || overdue) {
            answer.complete(seen);
        }
        return answer.isDone();
    }

    void answerWithLast() {
        answer.complete(last);
    }

    void fail(RuntimeException failure) {
        answer.completeExceptionally(failure);
    }
}
