package io.noderax.server.waiting;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends every wait whose time is over, on one thread for all of them. */
@Singleton
public class Deadlines {
    private final ScheduledThreadPoolExecutor timer;

    Deadlines() {
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("deadlines").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Runs the action after the wait unless the answer has come by then. The action must not block. */
    public void limit(CompletionStage<?> answer, Duration wait, Runnable timeIsOver) {
        ScheduledFuture<?> deadline = timer.schedule(timeIsOver, wait.toMillis(), TimeUnit.MILLISECONDS);
        var _ = answer.whenComplete((_, _) -> deadline.cancel(false));
    }

    void onStop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }
}
