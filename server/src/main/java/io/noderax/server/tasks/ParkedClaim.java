package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.rootaccess.DesiredRootAccess;
import io.noderax.protocol.task.ClaimAnswer;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.nodes.AgentCaller;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One claim call of an agent that is not answered yet. Three may end it: work that was found, its deadline, and the client going
 * away. The first wins. Safe for several threads.
 *
 * <p>It is answered on the thread of its own call, or on one that works for no other request: the rest of the answer would run in
 * that other request's context, and fail when it ends.
 */
final class ParkedClaim {
    private final Claimant claimant;
    private final DesiredRootAccess firstRootAccess;
    private final CompletableFuture<ClaimAnswer> answer = new CompletableFuture<>();

    private volatile boolean overdue;
    private volatile DesiredRootAccess rootAccess;

    // Guarded by this.
    private boolean gone;
    private @Nullable TaskView given;

    ParkedClaim(AgentCaller agent, Claimant claimant) {
        this.claimant = claimant;
        this.firstRootAccess = agent.rootAccess();
        this.rootAccess = firstRootAccess;
    }

    NodeId node() {
        return claimant.node();
    }

    Claimant claimant() {
        return claimant;
    }

    CompletionStage<ClaimAnswer> answer() {
        return answer;
    }

    boolean isDone() {
        return answer.isDone();
    }

    /** From now on there is no more waiting: a look for work that finds none answers at once. */
    void setOverdue() {
        overdue = true;
    }

    boolean isOverdue() {
        return overdue;
    }

    /** What the answer says is wanted; true when that is something else than when the call came. */
    boolean setRootAccess(DesiredRootAccess wanted) {
        rootAccess = wanted;
        return !wanted.equals(firstRootAccess);
    }

    /** Answers with the task; false when it cannot be answered any more, so that the task has to be given back. */
    boolean give(TaskView task) {
        synchronized (this) {
            if (gone || answer.isDone()) {
                return false;
            }
            given = task;
        }
        return answer.complete(new ClaimAnswer(task, task.outputTruncated(), rootAccess));
    }

    void answerEmpty() {
        answer.complete(new ClaimAnswer(null, false, rootAccess));
    }

    void fail(RuntimeException failure) {
        answer.completeExceptionally(failure);
    }

    /** The client has gone before it had the whole answer; gives the task that was in it. Does not block. */
    @Nullable
    TaskView clientGone() {
        synchronized (this) {
            gone = true;
            return given;
        }
    }
}
