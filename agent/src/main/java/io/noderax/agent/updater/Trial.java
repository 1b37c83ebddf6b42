package io.noderax.agent.updater;

import io.noderax.agent.updater.AgentLook.Seen;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a new version has proven itself: one process of it that has claimed once and stays. A control plane that fails, asks
 * to wait, or cannot be reached by the updater either is nobody's fault here: such time is counted apart. One thread, used once.
 */
final class Trial {
    /** What came of it. */
    sealed interface Verdict {
        /** It is to be kept. */
        record Proven() implements Verdict {}

        /** It is not, for that reason. */
        record Failed(String reason) implements Verdict {}

        /** This process is to end; another one goes on. */
        record BrokenOff() implements Verdict {}
    }

    /** Waits for the time; false when this process is to end. */
    @FunctionalInterface
    interface Pause {
        boolean waited(Duration time);
    }

    private static final Set<String> FAULT_OF_THE_SERVER = Set.of("throttled", "server-error", "server-away");
    private static final Set<String> UNREACHABLE = Set.of(
            "name-not-resolved", "connection-refused", "no-answer", "connection-lost", "tls-failed", "not-the-api");

    private final AgentLook agent;
    private final BooleanSupplier serverAnswers;
    private final TrialTimes times;
    private final Pause pause;
    private final LongSupplier nanoTime;
    private long against;
    private long excused;
    private long stable;
    private long pid;
    private String why = "no agent runs";

    /** @param serverAnswers whether the control plane answers this process; asked only when the agent cannot reach it */
    Trial(AgentLook agent, BooleanSupplier serverAnswers, TrialTimes times, Pause pause, LongSupplier nanoTime) {
        this.agent = agent;
        this.serverAnswers = serverAnswers;
        this.times = times;
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    /** @param told hears with every look why it is not over */
    Verdict await(String version, Consumer<String> told) {
        long last = nanoTime.getAsLong();
        while (pause.waited(times.look())) {
            long now = nanoTime.getAsLong();
            count(version, now - last);
            last = now;
            if (stable >= times.stable().toNanos()) {
                return new Verdict.Proven();
            }
            if (against > times.trial().toNanos()) {
                return new Verdict.Failed("version %s has not proven itself within %d s: %s"
                        .formatted(version, times.trial().toSeconds(), why));
            }
            if (excused > times.patience().toNanos()) {
                return new Verdict.Failed(
                        "version %s could not prove itself, because the control plane was not to be had for %d s: %s"
                                .formatted(version, times.patience().toSeconds(), why));
            }
            told.accept(why);
        }
        return new Verdict.BrokenOff();
    }

    private void count(String version, long elapsed) {
        switch (agent.look()) {
            case Seen.Running running when running.version().equals(version) -> countRunning(running, elapsed);
            case Seen.Running running ->
                countAgainst("the agent that runs is still version " + running.version(), elapsed);
            case Seen.Nobody(String sentence) -> countAgainst(sentence, elapsed);
        }
    }

    /** A process that does not stay is none that has proven anything. */
    private void countRunning(Seen.Running running, long elapsed) {
        if (running.pid() != pid) {
            stable = 0;
            pid = running.pid();
            countAgainst("its process has just started", elapsed);
        } else if (running.hasClaimed()) {
            stable += elapsed;
            against += elapsed;
            why = "it has claimed, and is watched for a moment";
        } else if (isExcused(running.failure())) {
            excused += elapsed;
            why = "it waits for the control plane: " + running.sentence();
        } else {
            countAgainst(
                    running.sentence() == null ? "it has not claimed yet" : "its claims fail: " + running.sentence(),
                    elapsed);
        }
    }

    private void countAgainst(String reason, long elapsed) {
        against += elapsed;
        why = reason;
    }

    private boolean isExcused(@Nullable String failure) {
        return failure != null
                && (FAULT_OF_THE_SERVER.contains(failure)
                        || (UNREACHABLE.contains(failure) && !serverAnswers.getAsBoolean()));
    }
}
