package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.ControlAnswer;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.server.http.Caller;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.noderax.server.waiting.Deadlines;
import io.noderax.server.waiting.Parked;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Tells agents whether to stop a task. The question may be held: then it is parked in memory, without a thread and without a query,
 * until something about the task changes or the time is over.
 */
@Singleton
class Controls {
    private final Database database;
    private final TaskTransitionStore store;
    private final Parked<TaskId, ParkedControl> waiting =
            new Parked<>(control -> control.report().task());
    private final Deadlines deadlines;

    Controls(Database database, TaskTransitionStore store, Deadlines deadlines, Signals signals) {
        this.database = database;
        this.store = store;
        this.deadlines = deadlines;
        signals.on(Signal.TASK_CHANGED, id -> answer(waiting.take(new TaskId(id))));
        signals.on(Signal.NODE_FORGOTTEN, id -> answer(waiting.takeIf(control -> control.isOf(new NodeId(id)))));
        signals.onLoss(() -> answer(waiting.takeAll()));
    }

    CompletionStage<ControlAnswer> control(Report report, Duration waitFor, Caller caller) {
        ControlAnswer now = look(report);
        if (now.cancelRequested() || waitFor.isZero()) {
            return CompletableFuture.completedFuture(now);
        }
        ParkedControl control = new ParkedControl(report, now);
        caller.onGone(() -> waiting.remove(control));
        waiting.add(control);
        // What changed between the look and the parking was told to nobody.
        ControlAnswer again = look(report);
        if (again.cancelRequested()) {
            waiting.remove(control);
            control.give(again);
            return control.answer();
        }
        deadlines.limit(control.answer(), waitFor, () -> timeIsOver(control));
        return control.answer();
    }

    void onStop(@Observes ShutdownEvent stopping) {
        waiting.takeAll().forEach(ParkedControl::timeIsOver);
    }

    private void timeIsOver(ParkedControl control) {
        waiting.remove(control);
        control.timeIsOver();
    }

    /** Does not block. */
    private void answer(List<ParkedControl> controls) {
        for (ParkedControl control : controls) {
            Thread.ofVirtual().name("control-answer").start(() -> answer(control));
        }
    }

    private void answer(ParkedControl control) {
        try {
            control.give(look(control.report()));
        } catch (RuntimeException e) {
            control.fail(e instanceof Refusal ? e : Refusal.unavailable("Try again", Duration.ofSeconds(2)));
        }
    }

    /**
     * Whether the agent should stop: when asked to while it runs, and also when the task is not the attempt's any more, because it
     * has ended otherwise, went back to the queue, or another attempt holds it.
     */
    private ControlAnswer look(Report report) {
        Held held = database.run(db -> store.held(db, report.node(), report.task()))
                .orElseThrow(() -> TaskTransitions.unknown(report));
        boolean asked = held.status() == TaskStatus.RUNNING && held.cancelRequestedAt() != null;
        boolean unowned = held.status() == TaskStatus.QUEUED || held.status().isFinal() || held.isAnother(report);
        return new ControlAnswer(
                report.task(), held.status(), asked || unowned, held.cancelRequestedAt(), held.cancelReason());
    }
}
