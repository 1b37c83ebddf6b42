package io.noderax.server.tasks;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.workspaces.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One call that waits for the end of a task. Safe for several threads: the first answer counts. */
final class ParkedEnd {
    private final Scope scope;
    private final CompletableFuture<TaskView> answer = new CompletableFuture<>();
    private volatile TaskView last;
    private volatile boolean overdue;

    ParkedEnd(Scope scope, TaskView task) {
        this.scope = scope;
        this.last = task;
    }

    Scope scope() {
        return scope;
    }

    TaskId task() {
        return last.id();
    }

    CompletionStage<TaskView> answer() {
        return answer;
    }

    /** From now on any look at the task is answered. */
    void setOverdue() {
        overdue = true;
    }

    /** False when it has to go on waiting. */
    boolean giveIfOver(TaskView now) {
        last = now;
        return (now.status().isFinal() || overdue) && answer.complete(now);
    }

    /** As it was seen last. */
    void giveLast() {
        answer.complete(last);
    }

    void fail(RuntimeException failure) {
        answer.completeExceptionally(failure);
    }
}
