package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.task.ControlAnswer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One control call that is not answered yet. Safe for several threads: the first answer counts. */
final class ParkedControl {
    private final Report report;
    private final CompletableFuture<ControlAnswer> answer = new CompletableFuture<>();

    /** What is true when the time is over and nothing has been told: as it was when the call began to wait. */
    private final ControlAnswer unchanged;

    ParkedControl(Report report, ControlAnswer unchanged) {
        this.report = report;
        this.unchanged = unchanged;
    }

    Report report() {
        return report;
    }

    boolean isOf(NodeId node) {
        return report.node().equals(node);
    }

    CompletionStage<ControlAnswer> answer() {
        return answer;
    }

    void give(ControlAnswer now) {
        answer.complete(now);
    }

    void fail(RuntimeException failure) {
        answer.completeExceptionally(failure);
    }

    void timeIsOver() {
        answer.complete(unchanged);
    }
}
