package io.noderax.agent.doctor;

import io.noderax.agent.loops.AgentThread;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** All checks at once, each on a thread of its own: one that hangs or fails is a result like others, and hides none of them. */
public final class Examination {
    private final List<CheckResult> results;

    private Examination(List<CheckResult> results) {
        this.results = List.copyOf(results);
    }

    /** Blocks until all have answered, for the limit at most. */
    public static Examination of(List<Check> checks, Duration limit) {
        List<Running> running = new ArrayList<>();
        for (Check check : checks) {
            running.add(Running.start(check));
        }
        long deadline = System.nanoTime() + limit.toNanos();
        List<CheckResult> results = new ArrayList<>();
        for (Running each : running) {
            results.add(each.await(deadline, limit));
        }
        return new Examination(results);
    }

    public List<CheckResult> results() {
        return results;
    }

    /** The gravest of all. */
    public CheckResult.State worst() {
        CheckResult.State worst = CheckResult.State.OK;
        for (CheckResult result : results) {
            worst = result.state().compareTo(worst) > 0 ? result.state() : worst;
        }
        return worst;
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("state", worst().word())
                .put("checks", results)
                .build();
    }

    /** A line each, and below what is wrong what to do. */
    public String words() {
        StringBuilder text = new StringBuilder();
        for (CheckResult result : results) {
            String mark = result.state().word();
            text.append(mark)
                    .append(" ".repeat(9 - mark.length()))
                    .append(result.name())
                    .append(": ")
                    .append(result.sentence())
                    .append('\n');
            if (result.advice() != null) {
                text.append("         -> ").append(result.advice()).append('\n');
            }
        }
        return text.toString();
    }

    private record Running(Check check, AtomicReference<CheckResult> result, CountDownLatch done) {
        static Running start(Check check) {
            Running running = new Running(check, new AtomicReference<>(), new CountDownLatch(1));
            AgentThread.start("check-" + check.name(), running::look);
            return running;
        }

        private void look() {
            try {
                result.set(check.look().at(check.name()));
            } catch (Exception | LinkageError e) {
                result.set(CheckResult.failed(
                        check.name(), "this could not be looked at: " + e, "look at the sentence; the others count"));
            } finally {
                done.countDown();
            }
        }

        CheckResult await(long deadline, Duration limit) {
            try {
                if (done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return result.get();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return CheckResult.failed(
                    check.name(),
                    "there was no result within " + limit.toSeconds() + " s",
                    "something that this check asks hangs: a network, a file system, or a program");
        }
    }
}
