package io.noderax.system;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Somebody else who uses the server meanwhile: asks again and again for something simple, and notes what goes wrong. */
final class BystanderLoop implements Runnable {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration TOO_LONG = Duration.ofSeconds(5);

    private final Operator operator;
    private final List<String> troubles = new ArrayList<>();
    private long longestNanos;

    BystanderLoop(Operator operator) {
        this.operator = operator;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            long started = System.nanoTime();
            String trouble = look();
            note(trouble, System.nanoTime() - started);
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String look() {
        try {
            int status = operator.http().get("/api/v1/users/me").status();
            return status == 200 ? "" : "status " + status;
        } catch (UncheckedIOException | AssertionError e) {
            return Thread.currentThread().isInterrupted() ? "" : e.toString();
        }
    }

    private synchronized void note(String trouble, long nanos) {
        longestNanos = Math.max(longestNanos, nanos);
        if (!trouble.isEmpty()) {
            troubles.add("a bystander's request failed: " + trouble);
        }
        if (nanos > TOO_LONG.toNanos()) {
            troubles.add("a bystander waited for " + Duration.ofNanos(nanos));
        }
    }

    synchronized List<String> troubles() {
        return List.copyOf(troubles);
    }

    synchronized Duration longest() {
        return Duration.ofNanos(longestNanos);
    }
}
